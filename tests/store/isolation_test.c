/*
 * isolation_test.c - the id of another tenant's thing is not found
 *
 * Each row tries one function of store/ as the other tenant, with ids that
 * exist for their owner, and says what must come of it.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <string.h>

#include "base/sentence.h"
#include "base/hash.h"
#include "base/text.h"
#include "database.h"
#include "store/client.h"
#include "store/logo.h"
#include "store/operator.h"
#include "store/profile.h"
#include "store/tenant.h"
#include "store/ticket.h"
#include "store/visit.h"
#include "store/wizard.h"
#include "test.h"

#define OPERATOR "opr_0123456789abcdefghijkl"
#define URL "https://a.example/l.png"

/* The owner's things, and a tenant that must not reach them. */
struct prey {
	struct place	*p;		/* the owner's */
	const char	*tenant, *domain;	/* the other's */
	const char	*profile, *ticket, *id, *session_hash, *client, *token_hash, *image;
};

static const struct image image = { .media_type = "image/png", .width = 1, .height = 1 };

static struct prey
prey_new(void)
{
	struct prey x = { .p = place_new() };
	struct place *p = x.p, other = place_beside(p);
	struct client c = { .tenant_id = p->tenant, .scopes = "read:self_service_profiles" };

	x.tenant = other.tenant;
	x.domain = other.domain;
	x.profile = place_profile(p, "{\"name\":\"A\",\"branding\":{\"logo_url\":\"" URL "\"}}");
	x.ticket = place_ticket(p, x.profile, "");
	x.id = ticket_id_of(p->arena, x.ticket);
	x.session_hash = hash_text(p->arena, place_session(p, x.ticket));
	x.client = c.id = "ownersclient00000000000000000000";
	c.secret_hash = hash_text(p->arena, "secret");
	must(p, client_add(place_act(p), &c, "Program"));
	x.token_hash = hash_text(p->arena, arena_print(p->arena, "token of %s", p->tenant));
	must(p, token_add(place_act(p), &c, x.token_hash));
	must(p, operator_add(place_act(p), OPERATOR, "ops@a.example", "$argon2id$x"));
	must(p, logo_save(place_act(p), x.profile, URL, &image, "x", 1));
	x.image = hash_hex(p->arena, "x", 1);
	return x;
}

/* Everything that the owner has, as one text. */
static char *
belongings(const struct prey *x)
{
	static const char *const tables[] = { "client", "api_token", "profile", "custom_text", "image",
		"profile_logo", "ticket", "session", "wizard", "event",
		"operator" };
	char *all = arena_text(x->p->arena, "");
	size_t i;

	for (i = 0; i < COUNT(tables); i++)
		all = arena_print(x->p->arena, "%s%s", all, sql_text(x->p->arena,
		    "SELECT md5(string_agg(t::text, '|' ORDER BY t::text)) FROM %s t "
		    "WHERE tenant_id = '%s'", tables[i], x->p->tenant));
	return all;
}

/* Each answers its status; what is OK in spite of all answers OK only if it
 * found nothing. */
static enum status
try_profile_load(struct prey *x, struct place *p)
{
	struct profile out;

	return profile_load(ACT(p->store, p->arena, x->tenant, NULL, &p->fault), x->profile,
	    &out);
}

static enum status
try_profile_change(struct prey *x, struct place *p)
{
	struct profile change = { .given = { .present = 1 << PROFILE_NAME }, .name = "Mine" }, out;

	return profile_change(ACT(p->store, p->arena, x->tenant, "system:test", &p->fault),
	    x->profile, &change, &out);
}

static enum status
try_profile_remove(struct prey *x, struct place *p)
{
	return profile_remove(ACT(p->store, p->arena, x->tenant, "system:test", &p->fault),
	    x->profile);
}

static enum status
try_profile_list(struct prey *x, struct place *p)
{
	struct objects out = { 0 };
	long total = 0;
	enum status st = profile_list(ACT(p->store, p->arena, x->tenant, NULL, &p->fault),
	    &(struct slice){ .limit = 50 }, &out, &total);

	return out.count == 0 && total == 0 ? st : BROKEN;
}

static enum status
try_custom_text_load(struct prey *x, struct place *p)
{
	const char *json;

	return custom_text_load(ACT(p->store, p->arena, x->tenant, NULL, &p->fault), x->profile,
	    &json);
}

static enum status
try_custom_text_save(struct prey *x, struct place *p)
{
	const char *json;

	return custom_text_save(ACT(p->store, p->arena, x->tenant, "system:test", &p->fault),
	    x->profile, "{}", NULL, &json);
}

static enum status
try_ticket_add(struct prey *x, struct place *p)
{
	const char *domain;

	return ticket_add(ACT(p->store, p->arena, x->tenant, "system:test", &p->fault),
	    x->profile, "abcdefghij0123456789ABCDEFGHIJ99",
	    "{\"connection_config\":{\"name\":\"a\"}}", 60, NULL, &domain);
}

static enum status
try_ticket_revoke(struct prey *x, struct place *p)
{
	bool by_id = true, by_whole = true;
	enum status st = ticket_revoke(ACT(p->store, p->arena, x->tenant, "system:test",
	    &p->fault), NULL, x->id, &by_id);

	if (st == OK)
		st = ticket_revoke(ACT(p->store, p->arena, x->tenant, "system:test", &p->fault),
		    x->profile, x->ticket, &by_whole);
	return by_id || by_whole ? BROKEN : st;
}

static enum status
try_ticket_list(struct prey *x, struct place *p)
{
	struct ticket_row *rows;
	size_t count = 1;
	enum status st = ticket_list(ACT(p->store, p->arena, x->tenant, NULL, &p->fault), &rows,
	    &count);

	return count == 0 ? st : BROKEN;
}

static enum status
try_ticket_open(struct prey *x, struct place *p)
{
	moment ends_at, now;

	return ticket_open(place_act(p), x->domain, x->ticket, &(struct session_start){
	    hash_text(p->arena, "new"), { NULL, NULL }, x->session_hash }, &ends_at, &now);
}

static enum status
try_visit_look(struct prey *x, struct place *p)
{
	struct visit v;
	enum status st = visit_by_ticket(place_act(p), x->domain, x->ticket, x->session_hash, 0, &v);

	return v.ticket.id == NULL && !v.has_session && text_is(v.tenant.id, x->tenant) ? st : BROKEN;
}

static enum status
try_visit_by_session(struct prey *x, struct place *p)
{
	struct visit v;
	enum status st = visit_by_session(place_act(p), x->domain, &(struct session_key){ x->id,
	    x->session_hash, 0, true }, VISIT_SETTINGS, &v);

	return v.ticket.id == NULL && !v.has_session && text_is(v.tenant.id, x->tenant) ? st : BROKEN;
}

static enum status
try_session_list(struct prey *x, struct place *p)
{
	struct session_row *rows;
	size_t count = 1;
	enum status st = session_list(ACT(p->store, p->arena, x->tenant, NULL, &p->fault), x->id, x->session_hash, 0,
	    &rows, &count);

	return count == 0 ? st : BROKEN;
}

static enum status
try_session_end(struct prey *x, struct place *p)
{
	bool is_this;

	return session_end(ACT(p->store, p->arena, x->tenant, NULL, &p->fault), x->id, x->session_hash,
	    arena_copy(p->arena, x->session_hash, 16), &is_this);
}

static enum status
try_wizard_choose(struct prey *x, struct place *p)
{
	struct wizard_key key = { x->id, x->session_hash, 0 };

	return wizard_choose(ACT(p->store, p->arena, x->tenant, NULL, &p->fault), &key, "okta");
}

static enum status
try_client_find(struct prey *x, struct place *p)
{
	struct client out;
	enum status st = client_find(place_act(p), x->domain, x->client, NULL, &out);

	return st == OK && out.id == NULL ? NOT_FOUND : st;
}

#define AS_THE_OTHER(x, p) ACT((p)->store, (p)->arena, (x)->tenant, "system:test", &(p)->fault)

static enum status
try_client_set(struct prey *x, struct place *p)
{
	struct client_row out;

	return client_set(AS_THE_OTHER(x, p), x->client, "Mine", "read:logs", NULL, &out);
}

static enum status
try_client_rotate(struct prey *x, struct place *p)
{
	struct client_row out;

	return client_rotate(AS_THE_OTHER(x, p), x->client, hash_text(p->arena, "mine"), 60, NULL,
	    &out);
}

static enum status
try_client_revoke_tokens(struct prey *x, struct place *p)
{
	long tokens;

	return client_revoke_tokens(AS_THE_OTHER(x, p), x->client, &tokens);
}

static enum status
try_client_remove(struct prey *x, struct place *p)
{
	return client_remove(AS_THE_OTHER(x, p), x->client);
}

static enum status
try_client_set_by_grant(struct prey *x, struct place *p)
{
	struct client_row row;

	return client_set(AS_THE_OTHER(x, p), arena_print(p->arena, "cgr_%.16s", x->client), NULL, "", NULL, &row);
}

static enum status
try_operator_change(struct prey *x, struct place *p)
{
	return operator_change(AS_THE_OTHER(x, p), OPERATOR, "mine@b.example", "$argon2id$y");
}

static enum status
try_operator_remove(struct prey *x, struct place *p)
{
	return operator_remove(AS_THE_OTHER(x, p), OPERATOR);
}

static enum status
try_caller_load(struct prey *x, struct place *p)
{
	struct client out;

	return caller_load(place_act(p), &(struct caller_key){ x->domain, x->token_hash, { 1,
	    100 } }, NULL, &out);
}

static enum status
try_logo_wanted(struct prey *x, struct place *p)
{
	const char *url = NULL;
	enum status st = logo_wanted(ACT(p->store, p->arena, x->tenant, NULL, &p->fault),
	    x->profile, &url);

	return url == NULL ? st : BROKEN;
}

static enum status
try_logo_save(struct prey *x, struct place *p)
{
	return logo_save(ACT(p->store, p->arena, x->tenant, NULL, &p->fault), x->profile, URL,
	    &image, "y", 1);
}

static enum status
try_logo_fail(struct prey *x, struct place *p)
{
	return logo_fail(ACT(p->store, p->arena, x->tenant, NULL, &p->fault), x->profile, URL,
	    &(struct objects){ sentence(p->arena, "bad"), 1 });
}

static enum status
try_image_load(struct prey *x, struct place *p)
{
	const char *type, *bytes;
	size_t count;

	return image_load(place_act(p), x->domain, x->image, &type, &bytes, &count);
}

static const struct {
	const char	*name;
	enum status	(*run)(struct prey *x, struct place *p);
	enum status	 status;
} tries[] = {
	{ "profile_load", try_profile_load, NOT_FOUND },
	{ "profile_change", try_profile_change, NOT_FOUND },
	{ "profile_remove", try_profile_remove, OK },
	{ "profile_list", try_profile_list, OK },
	{ "custom_text_load", try_custom_text_load, NOT_FOUND },
	{ "custom_text_save", try_custom_text_save, NOT_FOUND },
	{ "ticket_add", try_ticket_add, NOT_FOUND },
	{ "ticket_revoke", try_ticket_revoke, OK },
	{ "ticket_list", try_ticket_list, OK },
	{ "visit_by_ticket", try_visit_look, OK },
	{ "visit_by_session", try_visit_by_session, OK },
	{ "session_list", try_session_list, OK },
	{ "wizard_choose", try_wizard_choose, CONFLICT },
	{ "session_end", try_session_end, NOT_FOUND },
	{ "client_find", try_client_find, NOT_FOUND },
	{ "caller_load", try_caller_load, STRANGER },
	{ "client_set by grant", try_client_set_by_grant, NOT_FOUND },
	{ "client_set", try_client_set, NOT_FOUND },
	{ "client_rotate", try_client_rotate, NOT_FOUND },
	{ "client_revoke_tokens", try_client_revoke_tokens, NOT_FOUND },
	{ "client_remove", try_client_remove, NOT_FOUND },
	{ "operator_change", try_operator_change, NOT_FOUND },
	{ "operator_remove", try_operator_remove, NOT_FOUND },
	{ "logo_wanted", try_logo_wanted, OK },
	{ "logo_save", try_logo_save, OK },
	{ "logo_fail", try_logo_fail, OK },
	{ "image_load", try_image_load, NOT_FOUND },
	{ "ticket_open", try_ticket_open, EXPIRED },
};

TEST(tenants_do_not_reach_each_others_things)
{
	struct prey x = prey_new();
	char *before = belongings(&x);
	enum status st;
	size_t i;

	for (i = 0; i < COUNT(tries); i++) {
		st = tries[i].run(&x, x.p);
		CHECK(st == tries[i].status, "%s: status %d", tries[i].name, st);
		CHECK(text_is(belongings(&x), before), "%s changed something", tries[i].name);
	}
	assert_int_equal(sql_long("SELECT count(*) FROM event WHERE tenant_id = '%s' AND "
	    "kind <> 'tenant_added'", x.tenant), 0);
}

/* The same tries as the owner succeed, so that none fails for another reason. */
TEST(tenants_reach_their_own_things)
{
	static const char *const changing[] = { "profile_remove", "ticket_revoke", "logo_wanted",
		"profile_list", "ticket_list", "visit_by_ticket", "visit_by_session", "session_list" };
	struct prey x = prey_new();
	size_t i, j;
	bool is_lookup;

	x.tenant = x.p->tenant;
	x.domain = x.p->domain;
	for (i = 0; i < COUNT(tries); i++) {
		for (is_lookup = false, j = 0; j < COUNT(changing); j++)
			is_lookup = is_lookup || strcmp(changing[j], tries[i].name) == 0;
		if (!is_lookup)
			CHECK(tries[i].run(&x, x.p) == OK, "%s: %s", tries[i].name,
			    said(&x.p->fault));
	}
}

TEST(tenants_of_one_id_or_domain_are_refused)
{
	struct place *p = place_new();
	struct tenant t = { .id = p->tenant, .name = "Twin", .domain = "twin.example" };

	assert_int_equal(tenant_add(place_act(p), &t), CONFLICT);
	t.id = "twin";
	t.domain = p->domain;
	assert_int_equal(tenant_add(place_act(p), &t), CONFLICT);
	assert_int_equal(sql_long("SELECT count(*) FROM tenant WHERE tenant_id = 'twin'"), 0);
	t.id = "nobody";
	t.domain = NULL;
	assert_int_equal(tenant_change(place_act(p), &t), NOT_FOUND);
	assert_int_equal(tenant_load(place_act(p), "nobody", &t), NOT_FOUND);
}

TEST(tenants_keep_what_a_change_leaves_out)
{
	struct place *p = place_new();
	struct place other = place_beside(p);
	struct tenant t = { .id = p->tenant, .domain = "new.acme.example" }, loaded;
	struct visit v;

	must(p, tenant_change(place_act(p), &t));
	must(p, tenant_load(place_act(p), p->tenant, &loaded));
	assert_string_equal(loaded.name, "Acme");
	assert_string_equal(loaded.support, "help@acme.example");
	assert_string_equal(loaded.domain, "new.acme.example");
	/* links to the former domain go on working */
	must(p, visit_by_ticket(place_act(p), p->domain, "", NULL, 0, &v));
	assert_string_equal(v.tenant.id, p->tenant);
	t.domain = other.domain;
	assert_int_equal(tenant_change(place_act(p), &t), CONFLICT);
}

TEST(tenants_say_what_a_vanished_record_leads_to)
{
	struct place *p = place_new();
	struct tenant t = { .id = p->tenant, .domain_loss = "remove" }, loaded;

	must(p, tenant_load(place_act(p), p->tenant, &loaded));
	assert_string_equal(loaded.domain_loss, "warn");
	must(p, tenant_change(place_act(p), &t));
	t.domain_loss = NULL;
	must(p, tenant_change(place_act(p), &t));
	must(p, tenant_load(place_act(p), p->tenant, &loaded));
	assert_string_equal(loaded.domain_loss, "remove");
	t = (struct tenant){ .id = "strict", .name = "Strict", .domain = "strict.example",
		.domain_loss = "remove" };
	must(p, tenant_add(place_act(p), &t));
	must(p, tenant_load(place_act(p), t.id, &loaded));
	assert_string_equal(loaded.domain_loss, "remove");
}

TEST(operators_have_one_address_each)
{
	struct place *p = place_new();
	struct place other = place_beside(p);

	must(p, operator_add(place_act(p), "opr_1", "a@b.example", "$argon2id$x"));
	assert_int_equal(operator_add(place_act(p), "opr_2", "A@B.example", "$argon2id$x"),
	    CONFLICT);
	must(p, operator_add(ACT(p->store, p->arena, other.tenant, "system:test", &p->fault),
	    "opr_1", "a@b.example", "$argon2id$x"));
}

TEST(tokens_end_and_are_swept)
{
	struct prey x = prey_new();
	struct place *p = x.p;
	struct client c = { .tenant_id = p->tenant, .id = x.client, .scopes = "",
		.secret_hash = hash_text(p->arena, "secret") }, out;
	struct caller_key key = { p->domain, x.token_hash, { 1, 100 } };

	must(p, caller_load(place_act(p), &key, NULL, &out));
	assert_string_equal(out.id, x.client);
	assert_string_equal(out.scopes, "read:self_service_profiles");
	sql("UPDATE api_token SET expires_at = now() WHERE tenant_id = '%s'", p->tenant);
	assert_int_equal(caller_load(place_act(p), &key, NULL, &out), STRANGER);
	sql("UPDATE api_token SET expires_at = now() - interval '1 second' WHERE tenant_id = '%s'",
	    p->tenant);
	must(p, token_add(place_act(p), &c, hash_text(p->arena, "next")));
	assert_int_equal(sql_long("SELECT count(*) FROM api_token WHERE tenant_id = '%s'", p->tenant),
	    1);
}

TEST(events_are_never_changed)
{
	struct prey x = prey_new();

	assert_true(sql_long("SELECT count(*) FROM event WHERE tenant_id = '%s'", x.p->tenant) >= 3);
	assert_string_equal(sql_refusal(x.p->arena, arena_print(x.p->arena,
	    "UPDATE event SET kind = 'x' WHERE tenant_id = '%s'", x.p->tenant)), "P0001");
}
