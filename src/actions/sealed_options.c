/* SPDX-License-Identifier: Apache-2.0 */
#include "actions/sealed_options.h"

#include "base/buf.h"
#include "base/seal.h"
#include "model/connection/options.h"

enum status
sealed_options(struct arena *a, const char *seal_key, const char *tenant_id,
    const char *connection_id, const char *options, const char **rest, const char **sealed,
    struct fault *f)
{
	struct objects secrets;
	enum status st = connection_options_part(a, options, &secrets, rest, f);
	const struct parted *p = secrets.items;
	struct buf b = buf_in(a);
	const char *one;
	size_t i;

	buf_add_char(&b, '{');
	for (i = 0; i < secrets.count && st == OK; i++) {
		buf_print(&b, "%s\"%s\":", i == 0 ? "" : ",", p[i].name);
		if (p[i].value == NULL || p[i].value[0] == '\0') {
			buf_add(&b, "null");
			continue;
		}
		st = seal(a, seal_key, arena_print(a, "%s %s %s", p[i].name, tenant_id, connection_id),
		    p[i].value, &one, f);
		if (st == OK)
			buf_add_json(&b, one);
	}
	buf_add_char(&b, '}');
	*sealed = b.text;
	return st;
}
