/* SPDX-License-Identifier: Apache-2.0 */
#include "actions/rotate_connection_keys.h"

#include "store/signing_key.h"

enum status
rotate_connection_keys(const struct act *act, const char *connection_id, const char *algorithm,
    struct connection_key *out)
{
	return connection_keys_rotate(act, connection_id, algorithm, out);
}
