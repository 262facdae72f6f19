/* SPDX-License-Identifier: Apache-2.0 */
#include "connection_desk.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "base/seal.h"
#include "base/text.h"
#include "model/tenant/client.h"
#include "test.h"

struct desk
connection_desk(void)
{
	struct desk d = { .p = place_new() };

	d.c = caller_new(d.p, all_scopes);
	return d;
}

const char *
desk_made(struct desk *d, const char *body)
{
	struct answer a = call(d->p, &d->c, "POST", CONNECTIONS, body);

	CHECK(a.code == 201, "%d: %s for %s", a.code, a.body, body);
	return member(d->p, &a, "id");
}

struct answer
desk_call(struct desk *d, const char *method, const char *id, const char *path, const char *body)
{
	return call(d->p, &d->c, method, arena_print(d->p->arena, CONNECTIONS "/%s%s", id, path), body);
}

const char *
desk_live(struct desk *d, const char *id, const char *column)
{
	return sql_text(d->p->arena, "SELECT %s FROM connection c JOIN connection_revision r USING "
	    "(tenant_id, connection_id) WHERE c.tenant_id = '%s' AND c.connection_id = '%s' AND "
	    "r.revision = c.live_revision", column, d->p->tenant, id);
}

const char *
desk_opened(struct desk *d, const char *id, const char *name, const char *column)
{
	const char *secret;

	must(d->p, seal_open(d->p->arena, seal_secret_key(d->p), arena_print(d->p->arena, "%s %s %s",
	    name, d->p->tenant, id), desk_live(d, id, column), &secret, &d->p->fault));
	return secret;
}

long
desk_events(struct desk *d, const char *kind)
{
	return sql_long("SELECT count(*) FROM event WHERE tenant_id = '%s' AND kind = '%s'",
	    d->p->tenant, kind);
}

void
check_member(struct desk *d, const struct answer *a, const char *path, const char *value)
{
	json_t *whole = json_loads(a->body, 0, NULL), *at = whole;
	const char **names;
	size_t count = text_split(d->p->arena, path, ".", &names), i;
	char *text;

	CHECK(whole != NULL, "no JSON: %s", a->body);
	for (i = 0; i < count; i++)
		at = json_object_get(at, names[i]);
	text = at == NULL ? strdup("") : json_is_string(at) ? strdup(json_string_value(at))
	    : json_dumps(at, JSON_COMPACT | JSON_ENCODE_ANY);
	CHECK(strcmp(text, value) == 0, "%s is %s, not %s, in %s", path, text, value, a->body);
	free(text);
	json_decref(whole);
}
