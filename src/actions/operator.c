/* SPDX-License-Identifier: Apache-2.0 */
#include "actions/operator.h"

#include "base/hash.h"
#include "base/random.h"
#include "base/text.h"
#include "store/tenant.h"

enum { PASSWORD_MIN = 12, PASSWORD_MAX = 256 };

enum status
register_operator(const struct act *act, const char *email, const char *password,
    const char **operator_id)
{
	struct tenant tenant;
	size_t chars = text_chars(password);
	char *id, *hash;
	enum status st;

	if (!is_email(email))
		return fail(act->fault, INVALID, "\"%s\" is not an email address.", email);
	if (chars < PASSWORD_MIN || chars > PASSWORD_MAX)
		return fail(act->fault, INVALID, "A password has %d to %d characters.",
		    PASSWORD_MIN, PASSWORD_MAX);
	st = tenant_load(act, act->tenant_id, &tenant);
	if (st == OK)
		st = password_hash(act->arena, password, &hash, act->fault);
	if (st != OK)
		return st;
	id = random_id(act->arena, "opr_", 22);
	st = operator_add(act, id, email, hash);
	if (st == OK)
		*operator_id = id;
	return st;
}
