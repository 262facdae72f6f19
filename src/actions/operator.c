/* SPDX-License-Identifier: Apache-2.0 */
#include "actions/operator.h"

#include "base/hash.h"
#include "base/random.h"
#include "base/text.h"
#include "store/operator.h"
#include "store/tenant.h"

enum { PASSWORD_MIN = 12, PASSWORD_MAX = 256 };

static enum status
check_email(const char *email, struct fault *f)
{
	return is_email(email) ? OK
	    : fail(f, INVALID, "\"%s\" is not an email address.", email);
}

static enum status
check_password(const char *password, struct fault *f)
{
	size_t chars = text_chars(password);

	return chars >= PASSWORD_MIN && chars <= PASSWORD_MAX ? OK
	    : fail(f, INVALID, "A password has %d to %d characters.", PASSWORD_MIN, PASSWORD_MAX);
}

enum status
register_operator(const struct act *act, const char *email, const char *password,
    const char **operator_id)
{
	struct tenant tenant;
	char *id, *hash;
	enum status st = check_email(email, act->fault);

	if (st == OK)
		st = check_password(password, act->fault);
	if (st == OK)
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

enum status
update_operator(const struct act *act, const char *who, const char *email)
{
	enum status st = check_email(email, act->fault);

	return st == OK ? operator_change(act, who, email, NULL) : st;
}

enum status
set_operator_password(const struct act *act, const char *who, const char *password)
{
	char *hash;
	enum status st = check_password(password, act->fault);

	if (st == OK)
		st = password_hash(act->arena, password, &hash, act->fault);
	return st == OK ? operator_change(act, who, NULL, hash) : st;
}

enum status
remove_operator(const struct act *act, const char *who)
{
	return operator_remove(act, who);
}
