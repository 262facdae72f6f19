/* SPDX-License-Identifier: Apache-2.0 */
#include "store/visit.h"

#include <string.h>

#include "base/domain_name.h"
#include "base/hash.h"
#include "base/sentence.h"
#include "model/attributes/mapping.h"
#include "store/attribute_profile.h"

static void
read_ticket(const struct rows *r, struct ticket *t)
{
	t->id = rows_text(r, 0, C_VISIT_TICKET_ID);
	if (t->id == NULL)
		return;
	t->state = ticket_state_parse(rows_text(r, 0, C_VISIT_STATE));
	t->uses = rows_long(r, 0, C_VISIT_USES);
	t->uses_allowed = rows_long(r, 0, C_VISIT_USES_ALLOWED);
	t->opens_until = rows_moment(r, 0, C_VISIT_OPENS_UNTIL);
	t->ends_at = rows_moment(r, 0, C_VISIT_ENDS_AT);
	t->connection_name = rows_text(r, 0, C_VISIT_CONNECTION_NAME);
	t->shown_name = rows_text(r, 0, C_VISIT_SHOWN_NAME);
	t->may_enable = rows_bool(r, 0, C_VISIT_MAY_ENABLE);
	t->verification = verification_parse(rows_text(r, 0, C_VISIT_DOMAIN_VERIFICATION));
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
		out->items[i] = providers[i]->strategy;
	return OK;
}

/* Decodes a column that holds JSON by the rows of its shape; NULL stays NULL. */
static enum status
read_json(struct arena *a, const char *json, const struct shape *shape, const void **out,
    struct fault *f)
{
	void *object;

	if (json == NULL)
		return OK;
	object = arena_alloc(a, shape->size_bytes);
	*out = object;
	return fields_decode(a, json, strlen(json), shape, STORED, object, f);
}

/* The sentences of the check are its problem, or the warnings of what it found. */
static enum status
read_check(struct arena *a, const struct rows *r, struct wizard *w, struct fault *f)
{
	const char *said = rows_text(r, 0, C_VISIT_BY_SESSION_SAID);
	const char *json = rows_text(r, 0, C_VISIT_BY_SESSION_FOUND);
	struct objects sentences = { 0 };
	struct found *found;
	enum status st = OK;

	if (said != NULL)
		st = fields_decode_objects(a, said, &sentence_shape, &sentences, f);
	if (st != OK || json == NULL) {
		w->problem = sentences;
		return st;
	}
	found = arena_alloc(a, sizeof(*found));
	st = fields_decode(a, json, strlen(json), &found_shape, STORED, found, f);
	found->warnings = sentences;
	w->found = found;
	return st;
}

static enum status
read_wizard(struct arena *a, const struct rows *r, struct wizard *w, struct fault *f)
{
	enum status st = read_json(a, rows_text(r, 0, C_VISIT_BY_SESSION_INPUT), &provider_settings_shape,
	    (const void **)&w->typed, f);

	w->revision = rows_long(r, 0, C_VISIT_BY_SESSION_REVISION);
	w->has_secret = rows_bool(r, 0, C_VISIT_BY_SESSION_HAS_SECRET);
	w->check_since = rows_moment(r, 0, C_VISIT_BY_SESSION_CHECK_SINCE);
	if (st == OK)
		st = read_json(a, rows_text(r, 0, C_VISIT_BY_SESSION_DRAFT), &provider_settings_shape,
		    (const void **)&w->draft, f);
	return st != OK ? st : read_check(a, r, w, f);
}

/* Programs send A-labels, which people cannot read. */
static enum status
read_domains(struct arena *a, const char *json, struct texts *out, struct fault *f)
{
	enum status st = json == NULL ? OK : fields_decode_texts(a, json, out, f);
	size_t i;

	for (i = 0; i < out->count; i++)
		out->items[i] = domain_name_unicode(a, out->items[i]);
	return st;
}

static enum status
read_connection(struct arena *a, const struct rows *r, struct connection_progress *c, struct fault *f)
{
	const char *mapped = rows_text(r, 0, C_VISIT_BY_SESSION_MAPPED);
	const char *certificates = rows_text(r, 0, C_VISIT_BY_SESSION_CERTIFICATES);
	const char *organizations = rows_text(r, 0, C_VISIT_BY_SESSION_ORGANIZATIONS);
	enum status st = OK;

	c->id = rows_text(r, 0, C_VISIT_BY_SESSION_CONNECTION_ID);
	c->issuer = rows_text(r, 0, C_VISIT_BY_SESSION_ISSUER);
	c->our_entity_id = rows_text(r, 0, C_VISIT_BY_SESSION_OUR_ENTITY_ID);
	c->created_at = rows_moment(r, 0, C_VISIT_BY_SESSION_CREATED_AT);
	c->client_count = rows_long(r, 0, C_VISIT_BY_SESSION_CLIENT_COUNT);
	if (mapped != NULL)
		st = fields_decode_objects(a, mapped, &mapped_live_shape, &c->mapped, f);
	if (st == OK && certificates != NULL)
		st = fields_decode_objects(a, certificates, &found_certificate_shape, &c->certificates, f);
	if (st == OK && organizations != NULL)
		st = fields_decode_texts(a, organizations, &c->organizations, f);
	if (st == OK)
		st = read_domains(a, rows_text(r, 0, C_VISIT_BY_SESSION_PROVED), &c->proved, f);
	if (st == OK)
		st = read_domains(a, rows_text(r, 0, C_VISIT_BY_SESSION_UNPROVED), &c->unproved, f);
	return st;
}

static enum status
read_progress(struct arena *a, const struct rows *r, struct visit *v, struct fault *f)
{
	const char *our_domains = rows_text(r, 0, C_VISIT_BY_SESSION_OUR_DOMAINS);
	enum status st = read_strategies(a, rows_text(r, 0, C_VISIT_BY_SESSION_ALLOWED_STRATEGIES),
	    &v->brand.strategies, f);

	if (st == OK)
		st = asked_attributes_read(a, rows_text(r, 0, C_VISIT_BY_SESSION_USER_ATTRIBUTES),
		    rows_text(r, 0, C_VISIT_BY_SESSION_ATTRIBUTE_PROFILE), &v->brand.asked, f);
	if (st == OK)
		st = read_connection(a, r, &v->connection, f);
	if (st == OK && our_domains != NULL)
		st = fields_decode_texts(a, our_domains, &v->our_domains, f);
	v->pulse = rows_text(r, 0, C_VISIT_BY_SESSION_PULSE);
	v->our_certificate = rows_text(r, 0, C_VISIT_BY_SESSION_OUR_CERTIFICATE);
	v->our_sha256 = rows_text(r, 0, C_VISIT_BY_SESSION_OUR_SHA256);
	return st == OK ? read_wizard(a, r, &v->wizard, f) : st;
}

static struct visit
read_visit(const struct rows *r)
{
	struct visit v = { 0 };

	if (r->count == 0)
		return v;
	v.tenant.id = rows_text(r, 0, C_VISIT_TENANT_ID);
	v.tenant.name = rows_text(r, 0, C_VISIT_TENANT_NAME);
	v.tenant.support = rows_text(r, 0, C_VISIT_SUPPORT_CONTACT);
	v.tenant.domain = rows_text(r, 0, C_VISIT_DOMAIN);
	v.now = rows_moment(r, 0, C_VISIT_NOW);
	v.session = session_state_parse(rows_text(r, 0, C_VISIT_SESSION));
	v.has_session = v.session == SESSION_OPEN;
	read_ticket(r, &v.ticket);
	v.brand.primary_color = rows_text(r, 0, C_VISIT_PRIMARY_COLOR);
	v.brand.logo_hash = rows_text(r, 0, C_VISIT_IMAGE_HASH);
	v.brand.introduction_html = rows_text(r, 0, C_VISIT_INTRODUCTION_HTML);
	v.brand.language = rows_text(r, 0, C_VISIT_LANGUAGE);
	v.wizard.provider = provider_find(rows_text(r, 0, C_VISIT_STRATEGY));
	v.wizard.asks = provider_asked(v.wizard.provider, rows_text(r, 0, C_VISIT_MADE));
	v.wizard.step = step_parse(rows_text(r, 0, C_VISIT_STEP));
	v.wizard.check = check_state_parse(rows_text(r, 0, C_VISIT_CHECK_STATE));
	v.connection.enabled_at = rows_moment(r, 0, C_VISIT_ENABLED_AT);
	v.connection.submitted_at = rows_moment(r, 0, C_VISIT_SUBMITTED_AT);
	v.connection.waits_for_domain = rows_bool(r, 0, C_VISIT_WAITS_FOR_DOMAIN);
	v.connection.wait_is_void = rows_bool(r, 0, C_VISIT_WAIT_IS_VOID);
	v.connection.wait_lost_domain = rows_bool(r, 0, C_VISIT_WAIT_LOST_DOMAIN);
	v.connection.domain_count = rows_long(r, 0, C_VISIT_DOMAINS);
	v.connection.verified_count = rows_long(r, 0, C_VISIT_VERIFIED_DOMAINS);
	v.connection.missing_count = rows_long(r, 0, C_VISIT_MISSING_DOMAINS);
	v.connection.test = test_state_parse(rows_text(r, 0, C_VISIT_TEST));
	v.connection.test_is_older = rows_bool(r, 0, C_VISIT_TEST_IS_OLDER);
	v.connection.test_is_left = rows_bool(r, 0, C_VISIT_TEST_IS_LEFT);
	v.connection.newest_test = rows_text(r, 0, C_VISIT_NEWEST_TEST);
	v.connection.newest_test_ended_at = rows_moment(r, 0, C_VISIT_NEWEST_TEST_ENDED_AT);
	v.requires_test = rows_bool(r, 0, C_VISIT_REQUIRES_TEST);
	return v;
}

enum status
visit_by_ticket(const struct act *act, const char *host, const char *secret,
    const char *session_hash, long idle_s, struct visit *out)
{
	struct rows r;
	enum status st = store_query(act, Q_VISIT_BY_TICKET, ARGS(host,
	    ticket_id_of(act->arena, secret), hash_text(act->arena, secret), session_hash,
	    arg_long(act, idle_s)), &r);

	if (st != OK)
		return st;
	*out = read_visit(&r);
	if (out->ticket.id == NULL)
		return OK;
	out->first = (struct session_trace){ rows_moment(&r, 0, C_VISIT_BY_TICKET_FIRST_AT),
		{ rows_text(&r, 0, C_VISIT_BY_TICKET_FIRST_BROWSER),
		    rows_text(&r, 0, C_VISIT_BY_TICKET_FIRST_SYSTEM) } };
	out->used = (struct session_trace){ rows_moment(&r, 0, C_VISIT_BY_TICKET_USED_AT),
		{ rows_text(&r, 0, C_VISIT_BY_TICKET_USED_BROWSER),
		    rows_text(&r, 0, C_VISIT_BY_TICKET_USED_SYSTEM) } };
	return OK;
}

const char *
visit_part_name(enum visit_part part)
{
	static const char *const names[] = { [VISIT_PAGE] = "", [VISIT_SETTINGS] = "settings",
		[VISIT_MAPPING] = "mapping", [VISIT_RECEIPT] = "receipt" };

	return names[part];
}

enum status
visit_by_session(const struct act *act, const char *host, const struct session_key *key,
    enum visit_part part, struct visit *out)
{
	struct rows r;
	struct visit v;
	enum status st = store_query(act, Q_VISIT_BY_SESSION, ARGS(host, key->ticket_id, key->hash,
	    visit_part_name(part), arg_long(act, key->idle_s), key->is_use ? "true" : "false"), &r);

	if (st != OK)
		return st;
	v = read_visit(&r);
	v.session_hash = key->hash;
	if (v.ticket.id != NULL)
		st = read_progress(act->arena, &r, &v, act->fault);
	if (st == OK)
		*out = v;
	return st;
}
