/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "base/text.h"
#include "model/provider/form.h"
#include "test.h"
#include "view/view.h"
#include "walk.h"

static void
check_reached(struct walk *w, const char *strategy, enum step reached)
{
	struct answer a;
	enum step s;

	for (s = STEP_APPLICATION; s < STEP_DONE; s = step_reached_after(s)) {
		a = walk_get(w, step_name(s));
		if (reached != STEP_DONE && s <= reached)
			CHECK(a.code == 200, "%s at %s: %s is %d", strategy, step_name(reached),
			    step_name(s), a.code);
		else
			check_goes(w, &a, walk_page(reached));
	}
	a = walk_get(w, "receipt");
	if (reached == STEP_DONE)
		assert_int_equal(a.code, 200);
	else
		check_goes(w, &a, walk_page(reached));
}

TEST(steps_ahead_lead_to_the_step_reached)
{
	struct walk w;
	enum step s;
	size_t i;

	for (i = 0; i < provider_count; i++)
		for (s = STEP_PROVIDER; s <= STEP_DONE; s = step_reached_after(s)) {
			w = walk_new(ALL_STRATEGIES, TWO_CLIENTS);
			walk_to(&w, providers[i]->strategy, s);
			check_reached(&w, providers[i]->strategy, s);
		}
}

TEST(forms_of_steps_ahead_change_nothing)
{
	struct walk w;
	struct answer a;
	char *before;
	enum step s, sent;

	for (s = STEP_PROVIDER; s <= STEP_DONE; s = step_reached_after(s)) {
		w = walk_new(ALL_STRATEGIES, TWO_CLIENTS);
		walk_to(&w, "okta", s);
		before = database_hash(w.p->arena);
		for (sent = STEP_APPLICATION; sent < STEP_DONE; sent = step_reached_after(sent))
			if (s == STEP_DONE || sent > s) {
				a = walk_post(&w, step_name(sent), OKTA_FORM);
				check_goes(&w, &a, walk_page(s));
			}
		if (s < STEP_SETTINGS || s == STEP_DONE) {
			a = walk_post(&w, "check", "");
			check_goes(&w, &a, walk_page(s));
		}
		CHECK(strcmp(database_hash(w.p->arena), before) == 0, "changed at %s", step_name(s));
	}
}

static const char *
strategy_of(struct walk *w, const char *table)
{
	return sql_text(w->p->arena, "SELECT strategy FROM %s WHERE tenant_id = '%s'", table, w->p->tenant);
}

/* Whatever is chosen, the assistant leads from there to a connection and its receipt. */
TEST(steps_lead_from_each_provider_to_its_receipt)
{
	const struct provider *p;
	struct answer a;
	struct walk w;
	size_t i;

	for (i = 0; i < provider_count; i++) {
		p = providers[i];
		w = walk_new(ALL_STRATEGIES, TWO_CLIENTS);
		a = walk_post(&w, "provider", arena_print(w.p->arena, "&strategy=%s", p->strategy));
		check_goes(&w, &a, "application");
		a = walk_get(&w, "");
		CHECK(shows(&a, p->name) && shows(&a, "Continue: Create application"), "%s", p->strategy);
		a = walk_get(&w, "application");
		CHECK(shows(&a, "These are the usual ones.") == (p->product == NULL), "%s", p->strategy);
		CHECK(shows(&a, "Which product do you use?") == (p->product == NULL), "%s", p->strategy);
		CHECK(shows(&a, "documentation on ") == (p->reviewed_on != NULL), "%s", p->strategy);
		walk_to(&w, p->strategy, STEP_DONE);
		a = walk_get(&w, "receipt");
		CHECK(a.code == 200 && shows(&a, p->name) && shows(&a, provider_badge(p)), "%s: %s",
		    p->strategy, a.body);
		assert_string_equal(strategy_of(&w, "wizard"), p->strategy);
		assert_string_equal(strategy_of(&w, "connection"), provider_makes(p)->strategy);
	}
}

static bool
has_guide(struct arena *a, const struct provider *p, const char *name)
{
	return template_find(arena_print(a, "guides/%s/%s.html", p->strategy, name)) != TEMPLATES;
}

TEST(guides_have_their_templates)
{
	static const char *const guides[] = { "application", "mapping", "access", "mistakes" };
	struct arena *a = arena_new();
	const struct provider *p;
	size_t i, j;

	for (i = 0; i < provider_count; i++) {
		p = providers[i];
		CHECK(has_guide(a, p, "products") == (p->product == NULL), "%s", p->strategy);
		CHECK((p->reviewed_on == NULL) == (p->product == NULL), "%s", p->strategy);
		for (j = 0; j < COUNT(guides); j++)
			CHECK(has_guide(a, p, guides[j]), "%s: %s", p->strategy, guides[j]);
	}
	assert_int_equal(template_find("guides/okta/nothing.html"), TEMPLATES);
	arena_free(a);
}

static size_t
times(const char *text, const char *part)
{
	size_t count = 0;

	for (text = strstr(text, part); text != NULL; text = strstr(text + 1, part))
		count++;
	return count;
}

/* The guides of a product have at least three figures, some with our values in place, and each
 * says when it was compared. */
TEST(guides_of_products_have_figures_with_our_values)
{
	static const char *const pages[] = { "application", "mapping", "access", "test" };
	size_t figures, i, j;
	struct answer a;
	struct walk w;

	for (i = 0; i < provider_count; i++) {
		if (providers[i]->product == NULL)
			continue;
		w = walk_new(ALL_STRATEGIES, TWO_CLIENTS);
		walk_to(&w, providers[i]->strategy, STEP_ENABLE);
		for (j = 0, figures = 0; j < COUNT(pages); j++) {
			a = walk_get(&w, pages[j]);
			figures += times(a.body, "<figure class=\"console\">");
			CHECK(shows(&a, "documentation on "), "%s: %s", providers[i]->strategy, pages[j]);
		}
		CHECK(figures >= 3, "%s: %zu", providers[i]->strategy, figures);
		a = walk_get(&w, "application");
		a.body = strstr(a.body, "<figure");
		CHECK(a.body != NULL && shows(&a, w.p->domain), "%s: %s", providers[i]->strategy, a.body);
	}
}

/* The page of the application, for that product. */
static struct answer
application_for(struct walk *w, const char *product)
{
	return ASK(w->p, .path = walk_path(w, "application"), .cookie = w->v.cookie,
	    .query = arena_print(w->p->arena, "product=%s", product));
}

static void
check_asks(struct walk *w, const char *query)
{
	struct answer a = application_for(w, query);

	CHECK(a.code == 200 && shows(&a, "Which product do you use?") && shows(&a, "These are the usual ones.")
	    && !shows(&a, "href=\"?\""), "%s", query);
}

/* The form after the guide leads back to that product's part, and so does its refusal. */
static void
check_kept(struct walk *w, const char *product)
{
	const char *query = arena_print(w->p->arena, "product=%s", product);
	const char *guide = arena_print(w->p->arena, "%s?%s", walk_path(w, "application"), query);
	const char *form = arena_print(w->p->arena, "%s?%s", walk_path(w, "settings"), query);
	const char *body = arena_print(w->p->arena, "csrf=%s&revision=%ld", w->v.csrf, walk_revision(w));
	struct answer a = application_for(w, product);
	int i;

	CHECK(shows(&a, arena_print(w->p->arena, "action=\"%s\"", guide)), "%s: %s", product, a.body);
	a = ASK(w->p, .method = "POST", .path = walk_path(w, "application"), .query = query, .cookie = w->v.cookie,
	    .type = FORM_TYPE, .body = body);
	CHECK(a.code == 303 && strcmp(answer_header(&a, "Location"), form) == 0, "%s: %s", product,
	    answer_header(&a, "Location"));
	body = arena_print(w->p->arena, "csrf=%s&revision=%ld", w->v.csrf, walk_revision(w));
	for (i = 0; i < 2; i++) {
		a = ASK(w->p, .method = i == 0 ? "GET" : "POST", .path = walk_path(w, "settings"), .query = query,
		    .cookie = w->v.cookie, .type = FORM_TYPE, .body = body);
		CHECK(a.code == (i == 0 ? 200 : 400) && shows(&a, arena_print(w->p->arena, "href=\"%s\">Back</a>", guide))
		    && shows(&a, arena_print(w->p->arena, "action=\"%s\"", form)), "%s: %s", product, a.body);
	}
}

/* The product is offered, and its guide is shown alone. */
static void
check_product(struct walk *w, const struct answer *asking, const char *name)
{
	struct answer a = application_for(w, name);

	CHECK(shows(asking, arena_print(w->p->arena, "href=\"?product=%s\"", name)), "%s", name);
	CHECK(a.code == 200 && shows(&a, "href=\"?\"") && !shows(&a, "Which product do you use?")
	    && !shows(&a, "These are the usual ones."), "%s", name);
	check_kept(w, name);
}

static size_t
check_products(const char *strategy)
{
	static const char *const unknown[] = { "", "x", "../application", "keycloak.html", "KEYCLOAK", "oidc", "samlp" };
	struct walk w = walk_new(ALL_STRATEGIES, TWO_CLIENTS);
	const char *folder = arena_print(w.p->arena, "guides/%s/products/", strategy), *name;
	struct answer asking;
	size_t i, count = 0;

	walk_to(&w, strategy, STEP_APPLICATION);
	for (i = 0; i < COUNT(unknown); i++)
		check_asks(&w, unknown[i]);
	asking = walk_get(&w, "application");
	for (i = 0; i < TEMPLATES; i++) {
		if (!text_starts(template_files[i], folder))
			continue;
		name = template_files[i] + strlen(folder);
		check_product(&w, &asking, arena_copy(w.p->arena, name, strlen(name) - strlen(".html")));
		count++;
	}
	for (i = 0; i < provider_count; i++) {
		if (providers[i]->product == NULL || !has_guide(w.p->arena, providers[i], "application"))
			continue;
		if (providers[i]->protocol != provider_find(strategy)->protocol)
			check_asks(&w, providers[i]->strategy);
		else {
			check_product(&w, &asking, providers[i]->strategy);
			count++;
		}
	}
	return count;
}

TEST(guides_for_many_products_ask_which_and_show_that_one)
{
	assert_true(check_products("oidc") >= 7);
	assert_true(check_products("samlp") >= 9);
}

/* From the guide of a product to the test, each page leads on to the next with that product. */
TEST(guides_of_a_product_lead_on)
{
	static const char *const pages[] = { "application", "settings", "check", "mapping", "access", "test" };
	struct walk w = walk_new(ALL_STRATEGIES, TWO_CLIENTS);
	struct found found = found_oidc();
	struct arena *arena = w.p->arena;
	struct answer a;
	size_t i;

	walk_to(&w, "oidc", STEP_APPLICATION);
	for (i = 0; i + 1 < COUNT(pages); i++) {
		if (strcmp(pages[i], "check") == 0)
			walk_find(&w, &found);
		a = ASK(w.p, .method = "POST", .path = walk_path(&w, pages[i]), .query = "product=okta", .cookie = w.v.cookie,
		    .type = FORM_TYPE, .body = arena_print(arena, "csrf=%s&revision=%ld" OIDC_FORM, w.v.csrf,
		    walk_revision(&w)));
		CHECK(a.code == 303 && strcmp(answer_header(&a, "Location"), arena_print(arena, "%s?product=okta",
		    walk_path(&w, pages[i + 1]))) == 0, "%s: %d, %s", pages[i], a.code, a.body);
	}
	a = ASK(w.p, .path = walk_path(&w, "access"), .query = "product=okta", .cookie = w.v.cookie);
	assert_true(a.code == 200 && shows(&a, "Okta Admin Console"));
	a = walk_get(&w, "access");
	assert_false(shows(&a, "Okta Admin Console"));
}

TEST(forms_of_steps_want_the_sessions_own_token)
{
	static const char *const posts[] = { STEP_PAGES, "check", "domains", "enable/withdraw" };
	struct walk w = walk_new(ALL_STRATEGIES, TWO_CLIENTS), other;
	struct found found = found_oidc();
	struct answer a;
	char *before;
	size_t i, j;

	walk_to(&w, "okta", STEP_ENABLE);
	a = walk_post(&w, "settings", OKTA_FORM);
	walk_find(&w, &found);
	other = walk_beside(&w);
	before = database_hash(w.p->arena);
	for (i = 0; i < COUNT(posts); i++) {
		const char *const bodies[] = { "x=1",
			arena_print(w.p->arena, "revision=%ld" OKTA_FORM, walk_revision(&w)),
			arena_print(w.p->arena, "csrf=&revision=%ld" OKTA_FORM, walk_revision(&w)),
			arena_print(w.p->arena, "csrf=%s&revision=%ld" OKTA_FORM, other.v.csrf,
			    walk_revision(&w)),
			arena_print(w.p->arena, "csrf=%s&revision=%ld" OKTA_FORM, w.v.token,
			    walk_revision(&w)) };

		for (j = 0; j < COUNT(bodies); j++) {
			a = ASK(w.p, .method = "POST", .path = walk_path(&w, posts[i]), .cookie = w.v.cookie,
			    .type = FORM_TYPE, .body = bodies[j]);
			CHECK(a.code == 403, "%s, %s: %d", posts[i], bodies[j], a.code);
			assert_false(shows(&a, SECRET));
		}
		a = ASK(w.p, .method = "POST", .path = walk_path(&w, posts[i]), .cookie = w.v.cookie,
		    .type = FORM_TYPE, .sec_fetch_site = "cross-site", .body = arena_print(w.p->arena,
		    "csrf=%s&revision=%ld" OKTA_FORM, w.v.csrf, walk_revision(&w)));
		CHECK(a.code == 403, "%s from another site: %d", posts[i], a.code);
	}
	assert_string_equal(database_hash(w.p->arena), before);
}

TEST(steps_are_for_sessions_of_the_ticket)
{
	static const char *const all[] = { STEP_PAGES, "check", "domains", "receipt" };
	struct walk w = walk_new(ALL_STRATEGIES, TWO_CLIENTS);
	struct visitor stranger = visitor_new(w.p, ALL_STRATEGIES, "");
	const char *const cookies[] = { NULL, stranger.cookie,
		arena_print(w.p->arena, "__Host-postern-%s=%s", w.v.id, stranger.token) };
	struct answer a;
	char *before;
	size_t i, j;

	walk_to(&w, "samlp", STEP_ENABLE);
	before = database_hash(w.p->arena);
	for (i = 0; i < COUNT(all); i++)
		for (j = 0; j < COUNT(cookies); j++) {
			a = ASK(w.p, .path = walk_path(&w, all[i]), .cookie = cookies[j]);
			CHECK(a.code == 404 && shows(&a, "Open your link again"), "%s: %d", all[i],
			    a.code);
			if (strcmp(all[i], "receipt") == 0)
				continue;
			a = ASK(w.p, .method = "POST", .path = walk_path(&w, all[i]), .cookie = cookies[j],
			    .type = FORM_TYPE, .body = arena_print(w.p->arena, "csrf=%s&revision=%ld", w.v.csrf,
			    walk_revision(&w)));
			CHECK(a.code == 404, "POST %s: %d", all[i], a.code);
		}
	a = ASK(w.p, .path = arena_print(w.p->arena, "/self-service/check/%s", w.v.id));
	assert_int_equal(a.code, 404);
	assert_string_equal(database_hash(w.p->arena), before);
}

TEST(steps_cost_one_round_trip_and_their_forms_two)
{
	static const char *const get[] = { "", STEP_PAGES };
	struct walk w = walk_new(ALL_STRATEGIES, TWO_CLIENTS);
	struct found found = found_oidc();
	struct answer a;
	enum step s;
	size_t i;

#define POSTED(page, rest) do { \
		a = walk_post(&w, page, rest); \
		CHECK(a.code == 303 && a.round_trips <= 2, "POST %s: %d, %ld", page, a.code, \
		    a.round_trips); \
	} while (0)
	POSTED("provider", "&strategy=okta");
	POSTED("application", "");
	POSTED("settings", OKTA_FORM);
	walk_find(&w, &found);
	POSTED("check", "");
	for (s = STEP_MAPPING; s < STEP_ENABLE; s = step_reached_after(s))
		POSTED(step_name(s), "");
	for (i = 0; i < COUNT(get); i++) {
		a = walk_get(&w, get[i]);
		CHECK(a.code == 200 && a.round_trips == 1 + (strcmp(get[i], "test") == 0), "%s: %d, %ld",
		    get[i], a.code, a.round_trips);
	}
	a = ASK(w.p, .path = arena_print(w.p->arena, "/self-service/check/%s", w.v.id),
	    .cookie = w.v.cookie);
	assert_int_equal(a.round_trips, 1);
	POSTED("enable", "&untested=yes");
	a = walk_get(&w, "receipt");
	assert_int_equal(a.round_trips, 1);
#undef POSTED
}

/* Back, on and reload: nothing is lost and nothing is done twice. */
TEST(steps_sent_again_go_on)
{
	struct walk w = walk_new(ALL_STRATEGIES, TWO_CLIENTS);
	struct answer a;
	long revision;

	walk_to(&w, "okta", STEP_ENABLE);
	revision = walk_revision(&w);
	a = walk_post(&w, "application", "");
	check_goes(&w, &a, "settings");
	a = walk_post_at(&w, "application", 1, "");
	check_goes(&w, &a, "settings");
	a = walk_post_at(&w, "mapping", 2, "");
	check_goes(&w, &a, "access");
	a = walk_post_at(&w, "access", revision, "");
	check_goes(&w, &a, walk_page(STEP_ENABLE));
	assert_int_equal(walk_revision(&w), revision);
	a = walk_get(&w, "settings");
	assert_true(shows(&a, "value=\"acme.okta.com\"") && shows(&a, "value=\"0oa1\""));
}

/* Two browsers at the same step: both go on, as both wanted. */
TEST(steps_taken_by_two_go_on_for_both)
{
	struct walk w = walk_new(ALL_STRATEGIES, ""), other;
	struct answer a;

	walk_to(&w, "okta", STEP_APPLICATION);
	other = walk_beside(&w);
	a = walk_post_at(&w, "application", 1, "");
	check_goes(&w, &a, "settings");
	a = walk_post_at(&other, "application", 1, "");
	check_goes(&other, &a, "settings");
	assert_int_equal(walk_revision(&w), 2);
}

TEST(forms_of_steps_name_a_revision)
{
	static const char *const posts[] = { STEP_PAGES, "check" };
	static const char *const revisions[] = { "", "&revision=", "&revision=x", "&revision=-1",
		"&revision=99999999999" };
	struct walk w = walk_new(ALL_STRATEGIES, TWO_CLIENTS);
	struct answer a;
	char *before;
	size_t i, j;

	walk_to(&w, "okta", STEP_ENABLE);
	before = database_hash(w.p->arena);
	for (i = 0; i < COUNT(posts); i++)
		for (j = 0; j < COUNT(revisions); j++) {
			a = ASK(w.p, .method = "POST", .path = walk_path(&w, posts[i]), .cookie = w.v.cookie,
			    .type = FORM_TYPE, .body = arena_print(w.p->arena, "csrf=%s%s%s", w.v.csrf,
			    revisions[j], OKTA_FORM));
			CHECK(a.code == 400, "%s%s: %d", posts[i], revisions[j], a.code);
			assert_false(shows(&a, SECRET));
		}
	assert_string_equal(database_hash(w.p->arena), before);
}

TEST(steps_announce_their_end)
{
	static const struct {
		const char	*left;
		bool		 soon, few;
	} rows[] = {
		{ "31 minutes", false, false }, { "29 minutes", true, false }, { "6 minutes", true, false },
		{ "4 minutes", true, true }, { "30 seconds", true, true },
	};
	static const char *const all[] = { "", STEP_PAGES };
	struct walk w = walk_new(ALL_STRATEGIES, TWO_CLIENTS);
	struct answer a;
	size_t i, j;

	walk_to(&w, "okta", STEP_ENABLE);
	for (i = 0; i < COUNT(rows); i++) {
		sql("UPDATE ticket SET ends_at = now() + interval '%s' WHERE tenant_id = '%s'", rows[i].left,
		    w.p->tenant);
		for (j = 0; j < COUNT(all); j++) {
			a = walk_get(&w, all[j]);
			CHECK(shows(&a, "This setup closes on") == rows[i].soon, "%s, %s", all[j], rows[i].left);
			CHECK(shows(&a, "Only a few minutes are left.</b> This setup closes on") == rows[i].few,
			    "%s, %s", all[j], rows[i].left);
		}
	}
}

TEST(forms_of_an_ended_session_show_what_was_typed)
{
	static const char *const changes[] = { "ends_at = now()", "revoked_at = now()" };
	struct walk w;
	struct answer a;
	size_t i;

	for (i = 0; i < COUNT(changes); i++) {
		w = walk_new(ALL_STRATEGIES, "");
		walk_to(&w, "okta", STEP_SETTINGS);
		sql("UPDATE ticket SET %s WHERE tenant_id = '%s'", changes[i], w.p->tenant);
		a = walk_post(&w, "settings", "&domain=acme.okta.com&client_id=%3Cb%3E0oa1&client_secret="
		    SECRET);
		assert_int_equal(a.code, 410);
		CHECK(!shows(&a, SECRET) && !shows(&a, w.v.csrf), "%s", changes[i]);
		CHECK(shows(&a, "help@acme.example"), "%s tells nobody to ask", changes[i]);
		CHECK(!shows(&a, "<b>0oa1"), "%s copies markup through", changes[i]);
		if (i == 0)
			CHECK(shows(&a, "acme.okta.com") && shows(&a, "&lt;b&gt;0oa1"), "%s: %s", changes[i],
			    a.body);
		assert_string_equal(sql_text(w.p->arena, "SELECT input IS NULL FROM wizard WHERE "
		    "tenant_id = '%s'", w.p->tenant), "t");
	}
}

TEST(forms_of_an_ended_session_show_no_private_key)
{
	struct walk w = walk_new(ALL_STRATEGIES, "");
	struct answer a;

	walk_to(&w, "samlp", STEP_SETTINGS);
	sql("UPDATE ticket SET ends_at = now() WHERE tenant_id = '%s'", w.p->tenant);
	a = walk_post(&w, "settings", "&source=manual&sign_in_url=https://a.example&certificate="
	    "-----BEGIN+PRIVATE+KEY-----%0AMIIEvQIBADANBgkq%0A-----END+PRIVATE+KEY-----");
	assert_int_equal(a.code, 410);
	assert_true(shows(&a, "https://a.example"));
	assert_false(shows(&a, "MIIEvQIBADANBgkq"));
}

/* An ended session has no minutes left. */
TEST(pages_of_an_ended_session_announce_no_end)
{
	static const char *const changes[] = { "ends_at = now() - interval '1 minute'",
		"ends_at = now() + interval '3 minutes', revoked_at = now()" };
	struct walk w;
	struct answer a;
	size_t i;

	for (i = 0; i < COUNT(changes); i++) {
		w = walk_new(ALL_STRATEGIES, "");
		sql("UPDATE ticket SET %s WHERE tenant_id = '%s'", changes[i], w.p->tenant);
		a = walk_get(&w, "");
		CHECK(a.code == 410 && !shows(&a, "This setup closes on"), "%s: %s", changes[i], a.body);
	}
}

TEST(metadata_of_ours_is_for_any_name_of_a_host_of_ours)
{
	struct walk w = walk_new(ALL_STRATEGIES, "");
	static const char *const bad[] = { "", "connection=", "connection=-a", "connection=a--b",
		"connection=a%20b", "connection=%3Cx%3E", "connection=%zz", "x=a", "connection=a%00" };
	struct answer a = ASK(w.p, .path = "/samlp/metadata", .query = "connection=acme-okta");
	const char *expected = arena_print(w.p->arena, "entityID=\"urn:auth0:%s:acme-okta\"", w.p->tenant);
	size_t i;

	assert_int_equal(a.code, 200);
	assert_string_equal(answer_header(&a, "Content-Type"), "application/samlmetadata+xml");
	assert_true(shows(&a, expected));
	assert_true(shows(&a, arena_print(w.p->arena,
	    "Location=\"https://%s/login/callback?connection=acme-okta\"", w.p->domain)));
	assert_int_equal(a.round_trips, 1);
	for (i = 0; i < COUNT(bad); i++) {
		a = ASK(w.p, .path = "/samlp/metadata", .query = bad[i]);
		CHECK(a.code == 404, "%s: %d", bad[i], a.code);
	}
	a = ASK(w.p, .path = "/samlp/metadata", .query = "connection=a", .host = "nobody.example");
	assert_int_equal(a.code, 404);
}

/* The links of a ticket's pages name its own domain, wherever it was opened. */
TEST(guides_name_the_domain_of_the_ticket)
{
	struct walk w = walk_new(ALL_STRATEGIES, "");
	const char *login = arena_print(w.p->arena, "login.%s", w.p->domain);
	struct answer a;

	walk_to(&w, "oidc", STEP_APPLICATION);
	sql("INSERT INTO tenant_domain (tenant_id, domain) VALUES ('%s', '%s')", w.p->tenant, login);
	sql("UPDATE ticket SET domain = '%s' WHERE tenant_id = '%s'", login, w.p->tenant);
	a = walk_get(&w, "application");
	assert_true(shows(&a, arena_print(w.p->arena, "https://%s/login/callback</textarea>", login)));
	assert_false(shows(&a, arena_print(w.p->arena, "https://%s/login/callback", w.p->domain)));
	a = ASK(w.p, .path = "/samlp/metadata", .query = "connection=customer", .host = login);
	assert_true(shows(&a, arena_print(w.p->arena, "Location=\"https://%s/login/callback?connection="
	    "customer\"", login)));
}

/* With each provider: what must be given to it, and what it must send. */
TEST(guides_show_this_connections_values)
{
	struct walk w = walk_new("{\"name\":\"A\",\"user_attributes\":[{\"name\":\"email\",\"description\":"
	    "\"Work <address>\",\"is_optional\":false},{\"name\":\"department\",\"description\":\"D\","
	    "\"is_optional\":true}]}", "");
	struct arena *arena = w.p->arena;
	struct answer a;

	walk_to(&w, "samlp", STEP_MAPPING);
	a = walk_get(&w, "application");
	assert_true(shows(&a, arena_print(arena, "https://%s/login/callback?connection=customer",
	    w.p->domain)));
	assert_true(shows(&a, arena_print(arena, "urn:auth0:%s:customer", w.p->tenant)));
	assert_true(shows(&a, arena_print(arena, "https://%s/samlp/metadata?connection=customer",
	    w.p->domain)));
	a = walk_get(&w, "mapping");
	assert_true(shows(&a, ">Required</h2>") && shows(&a, ">Optional</h2>"));
	assert_true(shows(&a, "Work &lt;address&gt;") && shows(&a, ">department</code>"));
	assert_true(shows(&a, "identity/claims/emailaddress</code>"));
	assert_false(shows(&a, ">Usual attributes</h2>"));
	w = walk_new(ALL_STRATEGIES, "");
	walk_to(&w, "oidc", STEP_MAPPING);
	a = walk_get(&w, "application");
	assert_true(shows(&a, arena_print(w.p->arena, "https://%s/login/callback</textarea>",
	    w.p->domain)));
	a = walk_get(&w, "mapping");
	assert_true(shows(&a, ">Usual attributes</h2>") && shows(&a, ">given_name</code>"));
	assert_false(shows(&a, ">Required</h2>"));
}
