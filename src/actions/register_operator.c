/* SPDX-License-Identifier: Apache-2.0 */
#include "actions/register_operator.h"

#include "base/hash.h"
#include "base/random.h"
#include "base/text.h"
#include "store/tenant.h"

enum { PASSWORD_MIN = 12, PASSWORD_MAX = 256 };

enum status
register_operator(struct store *s, struct arena *a, const char *tenant_id, const char *email,
    const char *password, const char **operator_id, struct fault *f)
{
	struct tenant tenant;
	size_t chars = text_chars(password);
	char *id, *hash;
	enum status st;

	if (!is_email(email))
		return fail(f, INVALID, "\"%s\" is not an e-mail address.", email);
	if (chars < PASSWORD_MIN || chars > PASSWORD_MAX)
		return fail(f, INVALID, "A password has %d to %d characters.", PASSWORD_MIN,
		    PASSWORD_MAX);
	st = tenant_load(s, a, tenant_id, &tenant, f);
	if (st == OK)
		st = password_hash(a, password, &hash, f);
	if (st != OK)
		return st;
	id = random_id(a, "opr_", 22);
	st = operator_add(s, a, tenant_id, id, email, hash, f);
	if (st == OK)
		*operator_id = id;
	return st;
}
