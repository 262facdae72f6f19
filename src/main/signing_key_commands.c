/* SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>

#include "actions/signing_key.h"
#include "base/text.h"
#include "main/commands.h"
#include "store/signing_key.h"

enum status
command_signing_key_list(const struct act *act, const struct options *o)
{
	struct tenant_key *keys;
	size_t count, i;
	enum status st = tenant_keys_list(act, &keys, &count);

	(void)o;
	if (st != OK)
		return st;
	printf("%-8s  %-22s  %-7s  %-24s  %s\n", "state", "key", "kind", "since", "SHA-256 of the certificate");
	for (i = 0; i < count; i++)
		printf("%-8s  %-22s  %-7s  %-24s  %s\n", keys[i].state, keys[i].id, keys[i].kind,
		    moment_iso(act->arena, keys[i].since), keys[i].sha256);
	return OK;
}

enum status
command_signing_key_show(const struct act *act, const struct options *o)
{
	struct tenant_key *keys;
	size_t count, i;
	enum status st = tenant_keys_list(act, &keys, &count);

	if (st != OK)
		return st;
	for (i = 0; i < count; i++)
		if (text_is(keys[i].id, o->key)) {
			fputs(keys[i].certificate, stdout);
			return OK;
		}
	return fail(act->fault, NOT_FOUND, "There is no such key. \"postern signing-key list\" lists the keys.");
}

enum status
command_signing_key_rotate(const struct act *act, const struct options *o)
{
	return rotate_tenant_key(act, o->key);
}
