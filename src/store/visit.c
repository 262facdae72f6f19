/* SPDX-License-Identifier: Apache-2.0 */
#include "store/visit.h"

#include "base/hash.h"

/* The columns of ticket_look and visit_load: the tenant's, then ticket_page. */
enum column { TENANT_ID, TENANT_NAME, SUPPORT_CONTACT, NOW, HAS_SESSION, PAGE_TENANT, TICKET_ID,
	SECRET_HASH, STATE, USES, USES_ALLOWED, OPENS_UNTIL, ENDS_AT, CONNECTION_NAME, MAY_ENABLE,
	HAS_PROVISIONING, VERIFICATION, PAGE_PROFILE, PRIMARY_COLOR, IMAGE_HASH, STRATEGIES,
	INTRODUCTION_HTML, REVISION, STRATEGY };

static void
read_ticket(const struct rows *r, struct ticket *t)
{
	t->id = rows_text(r, 0, TICKET_ID);
	if (t->id == NULL)
		return;
	t->state = ticket_state_parse(rows_text(r, 0, STATE));
	t->uses = rows_long(r, 0, USES);
	t->uses_allowed = rows_long(r, 0, USES_ALLOWED);
	t->opens_until = rows_moment(r, 0, OPENS_UNTIL);
	t->ends_at = rows_moment(r, 0, ENDS_AT);
	t->connection_name = rows_text(r, 0, CONNECTION_NAME);
	t->may_enable = rows_bool(r, 0, MAY_ENABLE);
	t->has_provisioning = rows_bool(r, 0, HAS_PROVISIONING);
	t->verification = verification_parse(rows_text(r, 0, VERIFICATION));
}

static enum status
read_strategies(struct arena *a, const char *json, struct texts *out, struct fault *f)
{
	size_t i;

	if (json != NULL)
		return fields_decode_texts(a, json, out, f);
	out->count = provider_count;
	out->items = arena_array(a, provider_count, sizeof(*out->items));
	for (i = 0; i < provider_count; i++)
		out->items[i] = providers[i].strategy;
	return OK;
}

static enum status
read_visit(struct arena *a, const struct rows *r, struct visit *out, struct fault *f)
{
	struct visit v = { 0 };
	enum status st = OK;

	if (r->count > 0) {
		v.tenant.id = rows_text(r, 0, TENANT_ID);
		v.tenant.name = rows_text(r, 0, TENANT_NAME);
		v.tenant.support = rows_text(r, 0, SUPPORT_CONTACT);
		v.now = rows_moment(r, 0, NOW);
		v.has_session = rows_bool(r, 0, HAS_SESSION);
		read_ticket(r, &v.ticket);
		v.brand.primary_color = rows_text(r, 0, PRIMARY_COLOR);
		v.brand.logo_hash = rows_text(r, 0, IMAGE_HASH);
		v.brand.introduction_html = rows_text(r, 0, INTRODUCTION_HTML);
		v.wizard.revision = rows_long(r, 0, REVISION);
		v.wizard.provider = provider_find(rows_text(r, 0, STRATEGY));
		st = read_strategies(a, rows_text(r, 0, STRATEGIES), &v.brand.strategies, f);
	}
	if (st == OK)
		*out = v;
	return st;
}

enum status
visit_look(struct store *s, struct arena *a, const char *host, const char *secret,
    const char *session_hash, struct visit *out, struct fault *f)
{
	struct rows r;
	enum status st = store_query(s, a, Q_TICKET_LOOK, ARGS(host, ticket_id_of(a, secret),
	    hash_text(a, secret), session_hash), &r, f);

	return st == OK ? read_visit(a, &r, out, f) : st;
}

enum status
visit_load(struct store *s, struct arena *a, const char *host, const char *ticket_id,
    const char *session_hash, struct visit *out, struct fault *f)
{
	struct rows r;
	enum status st = store_query(s, a, Q_VISIT_LOAD, ARGS(host, ticket_id, session_hash), &r, f);

	return st == OK ? read_visit(a, &r, out, f) : st;
}
