/* SPDX-License-Identifier: Apache-2.0 */
#include "actions/create_connection_keys.h"

#include "store/signing_key.h"

enum status
create_connection_keys(const struct act *act, const char *connection_id, const char *algorithm,
    struct connection_key **out, size_t *count)
{
	return connection_keys_create(act, connection_id, algorithm, out, count);
}
