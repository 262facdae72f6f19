/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "base/sentence.h"
#include "base/text.h"
#include "test.h"
#include "walk.h"

static struct walk
walk_to_check(const char *strategy, const char *form)
{
	struct walk w = walk_new(ALL_STRATEGIES, TWO_CLIENTS);
	struct answer a;

	walk_to(&w, strategy, STEP_SETTINGS);
	a = walk_post(&w, "settings", form);
	check_goes(&w, &a, "check");
	return w;
}

/* The first word of what a page that waits is told. */
static const char *
word(struct walk *w)
{
	struct answer a = ASK(w->p, .path = arena_print(w->p->arena, "/self-service/check/%s", w->v.id),
	    .cookie = w->v.cookie);

	assert_int_equal(a.code, 200);
	check_headers(&a, false);
	assert_string_equal(answer_header(&a, "Content-Type"), "text/plain; charset=utf-8");
	assert_true(a.body[strlen(a.body) - 1] == '\n');
	return arena_copy(w->p->arena, a.body, strcspn(a.body, " \n"));
}

TEST(checks_are_told_in_a_word)
{
	struct walk w = walk_new(ALL_STRATEGIES, "");
	struct found found = found_oidc();

	assert_string_equal(word(&w), "none");
	walk_to(&w, "okta", STEP_SETTINGS);
	assert_string_equal(word(&w), "none");
	walk_post(&w, "settings", OKTA_FORM);
	assert_string_equal(word(&w), "waiting");
	walk_find(&w, &found);
	assert_string_equal(word(&w), "found");
	walk_post(&w, "settings", OKTA_FORM);
	walk_fail(&w, "acme.okta.com");
	assert_string_equal(word(&w), "failed");
}

/* The page that waits is told to look again, and then says what ended. */
TEST(checks_of_an_ended_ticket_wait_no_more)
{
	struct walk w = walk_to_check("okta", OKTA_FORM);
	struct answer a;

	assert_string_equal(word(&w), "waiting");
	sql("UPDATE ticket SET revoked_at = now() WHERE tenant_id = '%s'", w.p->tenant);
	assert_string_equal(word(&w), "none");
	a = walk_get(&w, "check");
	assert_int_equal(a.code, 410);
}

TEST(checks_without_settings_lead_to_them)
{
	struct walk w = walk_new(ALL_STRATEGIES, "");
	struct answer a;

	walk_to(&w, "okta", STEP_SETTINGS);
	a = walk_get(&w, "check");
	check_goes(&w, &a, "settings");
}

TEST(checks_that_wait_look_again_by_themselves)
{
	static const struct {
		const char	*strategy, *form, *what;
	} rows[] = {
		{ "okta", OKTA_FORM, "Checking <span translate=\"no\">acme.okta.com</span>" },
		{ "oidc", OIDC_FORM, "Checking <span translate=\"no\">idp.example.com</span>" },
		{ "samlp", SAMLP_FORM, "Checking <span translate=\"no\">https://idp.example.com/metadata</span>" },
		{ "samlp", "&source=xml&metadata_xml=%3Ca/%3E", "Checking the metadata" },
		{ "samlp", "&source=manual&sign_in_url=https://a.example&certificate=x",
		    "Checking the certificate" },
	};
	struct walk w;
	struct answer a;
	size_t i;

	for (i = 0; i < COUNT(rows); i++) {
		w = walk_to_check(rows[i].strategy, rows[i].form);
		a = walk_get(&w, "check");
		CHECK(a.code == 200 && shows(&a, rows[i].what), "%s: %s", rows[i].form, a.body);
		check_headers(&a, true);
		assert_string_equal(answer_header(&a, "Refresh"), "3");
		assert_true(shows(&a, arena_print(w.p->arena, "data-poll=\"/self-service/check/%s\"", w.v.id)));
		assert_false(shows(&a, "This is taking longer than usual."));
	}
}

/* Also when postern-jobs is down. */
TEST(checks_that_take_long_say_so)
{
	struct walk w = walk_to_check("okta", OKTA_FORM);
	struct answer a;

	sql("UPDATE wizard SET check_since = now() - interval '15 seconds' WHERE tenant_id = '%s'",
	    w.p->tenant);
	a = walk_get(&w, "check");
	assert_false(shows(&a, "This is taking longer than usual."));
	sql("UPDATE wizard SET check_since = now() - interval '25 seconds' WHERE tenant_id = '%s'",
	    w.p->tenant);
	a = walk_get(&w, "check");
	assert_true(shows(&a, "This is taking longer than usual."));
	assert_string_equal(answer_header(&a, "Refresh"), "3");
}

TEST(checks_that_failed_say_why_and_lead_back)
{
	struct walk w = walk_to_check("okta", OKTA_FORM);
	struct answer a;

	walk_fail(&w, "acme.okta.com<b>x</b>");
	a = walk_get(&w, "check");
	assert_int_equal(a.code, 200);
	assert_string_equal(answer_header(&a, "Refresh"), "");
	assert_true(shows(&a, "The name acme.okta.com&lt;b&gt;x&lt;/b&gt; does not exist in the "
	    "DNS."));
	assert_true(shows(&a, arena_print(w.p->arena, "href=\"%s\">Change settings",
	    walk_path(&w, "settings"))));
	assert_false(shows(&a, "Upload the metadata file instead"));
	assert_true(shows(&a, "We checked <span translate=\"no\">https://acme.okta.com/.well-known/openid-configuration"
	    "</span>."));
	a = walk_post(&w, "check", "");
	CHECK(a.code == 409, "a check that failed was confirmed: %d", a.code);
	w = walk_to_check("samlp", SAMLP_FORM);
	walk_fail(&w, "idp.example.com");
	a = walk_get(&w, "check");
	assert_true(shows(&a, "?source=xml\">Upload the metadata file instead"));
	assert_true(shows(&a, "We checked <span translate=\"no\">https://idp.example.com/metadata</span>.")
	    && shows(&a, "Check again</button>"));
	a = ASK(w.p, .path = walk_path(&w, "settings"), .query = "source=xml", .cookie = w.v.cookie);
	assert_true(shows(&a, "value=\"xml\" checked") && shows(&a, "https://idp.example.com/metadata"));
}

TEST(checks_of_what_was_pasted_are_not_made_again)
{
	static const char *const forms[] = { "&source=xml&metadata_xml=%3Ca/%3E",
		"&source=manual&sign_in_url=https://a.example&certificate=x" };
	struct walk w;
	struct answer a;
	size_t i;

	for (i = 0; i < COUNT(forms); i++) {
		w = walk_to_check("samlp", forms[i]);
		walk_fail(&w, "idp.example.com");
		a = walk_get(&w, "check");
		CHECK(shows(&a, "Change settings</a>") && !shows(&a, "Check again") && !shows(&a, "We checked <span"),
		    "%s: %s", forms[i], a.body);
	}
}

/* Only if requests do not go as was asked for. */
TEST(checks_warn_of_a_binding_only_if_it_was_asked_for)
{
	static const struct {
		const char	*binding;
		bool		 has_redirect, has_post;
		const char	*says;
	} rows[] = {
		{ "redirect", true, false, NULL }, { "post", false, true, NULL }, { "redirect", true, true, NULL },
		{ "post", true, false, "only by HTTP-Redirect, not by HTTP-POST." },
		{ "redirect", false, true, "only by HTTP-POST, not by HTTP-Redirect." },
	};
	struct found found;
	struct walk w;
	struct answer a;
	size_t i;

	for (i = 0; i < COUNT(rows); i++) {
		w = walk_new(ALL_STRATEGIES, TWO_CLIENTS);
		walk_to(&w, "samlp", STEP_SETTINGS);
		walk_post(&w, "settings", arena_print(w.p->arena, "&source=url&metadata_url=https://idp.example.com/m"
		    "&binding=%s", rows[i].binding));
		found = found_saml();
		if (!rows[i].has_redirect)
			found.sign_in_url_redirect = NULL;
		if (!rows[i].has_post)
			found.sign_in_url_post = NULL;
		walk_find(&w, &found);
		a = walk_get(&w, "check");
		CHECK(rows[i].says == NULL ? !shows(&a, "accepts requests only") : shows(&a, rows[i].says),
		    "row %zu: %s", i, a.body);
	}
}

TEST(checks_that_found_something_show_it)
{
	static const char *const oidc[] = { "<dt>Issuer</dt><dd translate=\"no\">https://idp.example.com</dd>",
		"<dt>Authorization endpoint</dt><dd translate=\"no\">https://idp.example.com/authorize</dd>",
		"<dt>Token endpoint</dt><dd translate=\"no\">https://idp.example.com/token</dd>",
		"<dt>Signing keys URL</dt><dd translate=\"no\">https://idp.example.com/jwks</dd>",
		"<dt>Client ID</dt><dd translate=\"no\">c</dd>", "<dt>Client secret</dt><dd>Entered, not shown</dd>",
		"<dt>How we connect to your provider</dt><dd>Back channel</dd>",
		"<dt>Scopes</dt><dd translate=\"no\">openid profile email</dd>",
		"<dt>Icon URL</dt><dd translate=\"no\">https://a.example/i.png</dd>",
		"We can’t check the client ID and secret here: only a sign-in shows whether they are right.",
		"Create connection</button>" };
	static const char *const saml[] = { "<dt>Entity ID</dt><dd translate=\"no\">urn:idp</dd>",
		"<dt>Sign-in URL</dt><dd translate=\"no\">https://idp.example.com/redirect</dd>",
		"<dt>Sign-in URL (POST)</dt><dd translate=\"no\">https://idp.example.com/post</dd>",
		"<dt>Metadata URL</dt><dd translate=\"no\">https://idp.example.com/metadata</dd>",
		"<dt>How we send requests</dt><dd>HTTP-Redirect, not signed</dd>",
		"We can’t check here whether your provider knows our values:",
		"<dt>Sign-out URL</dt><dd translate=\"no\">https://idp.example.com/out</dd>", "CN = idp.example.com",
		"Valid until 1 January 2045", "<code translate=\"no\">AA:BB:CC</code>", ">Valid</span>" };
	struct walk w = walk_to_check("oidc", OIDC_FORM "&icon_url=https://a.example/i.png");
	struct found found = found_oidc();
	struct answer a;
	size_t i;

	sentences_add(w.p->arena, &found.warnings, sentence(w.p->arena,
	    "The name %s does not exist in the DNS. Check the spelling.", "<warning>"));
	sentences_add(w.p->arena, &found.warnings, sentence(w.p->arena,
	    "We could not check your identity provider. Try again."));
	walk_find(&w, &found);
	a = walk_get(&w, "check");
	assert_string_equal(answer_header(&a, "Refresh"), "");
	for (i = 0; i < COUNT(oidc); i++)
		CHECK(shows(&a, oidc[i]), "%s: %s", oidc[i], a.body);
	assert_true(shows(&a, "The name &lt;warning&gt; does not exist in the DNS.")
	    && shows(&a, "We could not check your identity provider. Try again."));
	assert_false(shows(&a, SECRET));
	CHECK(strstr(strstr(a.body, "class=\"warning\"") + 1, "class=\"warning\"") == NULL, "two boxes: %s", a.body);
	w = walk_to_check("samlp", SAMLP_FORM);
	found = found_saml();
	walk_find(&w, &found);
	a = walk_get(&w, "check");
	for (i = 0; i < COUNT(saml); i++)
		CHECK(shows(&a, saml[i]), "%s: %s", saml[i], a.body);
}

TEST(checks_say_what_only_a_sign_in_can_show)
{
	static const struct {
		const char	*strategy, *form, *shows, *shows_not;
	} rows[] = {
		{ "oidc", "&discovery_url=idp.example.com&type=front_channel&client_id=c&client_secret=" SECRET,
		    "<dd>Front channel</dd>", "Client secret" },
		{ "oidc", "&discovery_url=idp.example.com&type=front_channel&client_id=c",
		    "We can’t check the client ID here:", "ID and secret here" },
		{ "oidc", "&discovery_url=idp.example.com&type=front_channel&client_id=jane@acme.com",
		    "The client ID is an email address, which is unusual.", "web address" },
		{ "oidc", "&discovery_url=idp.example.com&type=front_channel&client_id=https://app.example",
		    "The client ID is a URL, which is unusual.", "email address" },
		{ "okta", OKTA_FORM, "<dd>Back channel</dd>", "class=\"warning\"" },
		{ "samlp", SAMLP_FORM "&sign_request=yes&algorithm=rsa-sha1&digest=sha1",
		    "<dd>HTTP-Redirect, signed with RSA-SHA1 and SHA-1</dd>", "Client ID" },
		{ "samlp", "&source=url&metadata_url=https://idp.example.com/metadata&binding=post",
		    "<dd>HTTP-POST, not signed</dd>", "Icon URL" },
		{ "samlp", "&source=manual&sign_in_url=https://a.example&certificate=x",
		    "whether the sign-in URL is right and your provider knows our values", "We read the metadata" },
	};
	struct found found;
	struct walk w;
	struct answer a;
	size_t i;

	for (i = 0; i < COUNT(rows); i++) {
		found = text_is(rows[i].strategy, "samlp") ? found_saml() : found_oidc();
		w = walk_to_check(rows[i].strategy, rows[i].form);
		walk_find(&w, &found);
		a = walk_get(&w, "check");
		CHECK(a.code == 200 && shows(&a, rows[i].shows), "row %zu: %s", i, a.body);
		CHECK(!shows(&a, rows[i].shows_not) && !shows(&a, SECRET), "row %zu: %s", i, a.body);
	}
}

TEST(checks_show_how_long_certificates_last)
{
	static const struct {
		const char	*when, *badge, *words;
		bool		 is_expired;
	} rows[] = {
		{ "'-1 day'", ">Expired</span>", "Expired on ", true },
		{ "'59 days'", ">Expires soon</span>", "Valid until ", false },
		{ "'61 days'", ">Valid</span>", "Valid until ", false },
	};
	struct found found = found_saml();
	struct found_certificate c = *(const struct found_certificate *)found.certificates.items;
	struct walk w;
	struct answer a;
	size_t i;

	found.certificates = (struct objects){ &c, 1 };
	for (i = 0; i < COUNT(rows); i++) {
		w = walk_to_check("samlp", SAMLP_FORM);
		c.not_after = sql_text(w.p->arena, "SELECT to_char((now() + interval %s) AT TIME ZONE 'UTC', "
		    "'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"')", rows[i].when);
		c.is_expired = rows[i].is_expired;
		walk_find(&w, &found);
		a = walk_get(&w, "check");
		CHECK(shows(&a, rows[i].badge), "%s: %s", rows[i].when, a.body);
		assert_true(shows(&a, arena_print(w.p->arena, "%s%s", rows[i].words, sql_text(w.p->arena,
		    "SELECT to_char(timestamptz '%s' AT TIME ZONE 'UTC', 'FMDD FMMonth YYYY')", c.not_after))));
	}
}

TEST(connections_are_created_only_by_a_form_that_showed_what_was_found)
{
	struct walk w = walk_to_check("okta", OKTA_FORM);
	struct found found = found_oidc();
	long revision;
	struct answer a;

	walk_find(&w, &found);
	revision = walk_revision(&w);
	/* another browser sends other settings in the meantime */
	a = walk_post(&w, "settings", OKTA_FORM "&icon_url=https://a.example/i.png");
	walk_find(&w, &found);
	a = walk_post_at(&w, "check", revision, "");
	assert_int_equal(a.code, 409);
	check_headers(&a, true);
	assert_true(shows(&a, "Someone else"));
	assert_true(shows(&a, arena_print(w.p->arena, "href=\"%s\">Try again</a>", walk_path(&w, "check"))));
	assert_int_equal(sql_long("SELECT count(*) FROM connection WHERE tenant_id = '%s'",
	    w.p->tenant), 0);
	a = walk_post(&w, "check", "");
	check_goes(&w, &a, "mapping");
	assert_int_equal(sql_long("SELECT count(*) FROM connection WHERE tenant_id = '%s'",
	    w.p->tenant), 1);
}

TEST(checks_that_failed_are_made_again_with_the_same_settings_and_secret)
{
	struct walk w = walk_to_check("okta", OKTA_FORM);
	const char *before, *kept = "SELECT concat_ws(' ', input, sealed_secret) FROM wizard WHERE tenant_id = '%s'";
	struct answer a;
	long revision;

	walk_fail(&w, "acme.okta.com");
	before = sql_text(w.p->arena, kept, w.p->tenant);
	revision = walk_revision(&w);
	a = walk_get(&w, "check");
	assert_true(shows(&a, "name=\"again\" value=\"yes\">Check again</button>"));
	assert_true(shows(&a, "<title>Error: Configure connection – "));
	a = walk_post_at(&w, "check", revision, "&again=yes");
	check_goes(&w, &a, "check");
	assert_string_equal(word(&w), "waiting");
	assert_int_equal(walk_revision(&w), revision + 1);
	assert_string_equal(sql_text(w.p->arena, kept, w.p->tenant), before);
	assert_int_equal(sql_long("SELECT count(*) FROM job WHERE tenant_id = '%s' AND kind = 'check_provider'",
	    w.p->tenant), 1);
	/* a second click, and one of another tab, see that check */
	a = walk_post_at(&w, "check", revision, "&again=yes");
	check_goes(&w, &a, "check");
	assert_int_equal(walk_revision(&w), revision + 1);
	walk_fail(&w, "acme.okta.com");
	a = walk_post_at(&w, "check", revision, "&again=yes");
	check_goes(&w, &a, "check");
	assert_string_equal(word(&w), "failed");
}

/* A double click. */
TEST(connections_created_twice_are_one)
{
	struct walk w = walk_to_check("okta", OKTA_FORM);
	struct found found = found_oidc();
	long revision = walk_revision(&w);
	struct answer a;

	walk_find(&w, &found);
	a = walk_post_at(&w, "check", revision, "");
	check_goes(&w, &a, "mapping");
	a = walk_post_at(&w, "check", revision, "");
	assert_true(a.code == 303 || a.code == 409);
	assert_int_equal(sql_long("SELECT count(*) FROM connection_revision WHERE tenant_id = '%s'",
	    w.p->tenant), 1);
}

TEST(connections_of_a_name_that_was_taken_first_are_answered)
{
	struct walk w = walk_to_check("okta", OKTA_FORM);
	struct visitor second = visitor_new(w.p, ALL_STRATEGIES, "");
	struct walk other = { .p = w.p, .v = second };
	struct found found = found_oidc();
	struct answer a;

	walk_to(&other, "oidc", STEP_MAPPING);
	walk_find(&w, &found);
	a = ASK(w.p, .method = "POST", .path = walk_path(&w, "check"), .cookie = w.v.cookie,
	    .type = FORM_TYPE, .body = arena_print(w.p->arena, "csrf=%s&revision=%ld", w.v.csrf,
	    walk_revision(&w)), .is_once = true);
	assert_int_equal(a.code, 409);
	CHECK(shows(&a, "A connection named") && shows(&a, "customer") && shows(&a,
	    "Ask Acme for a new link with another name."), "%s", a.body);
	assert_int_equal(sql_long("SELECT count(*) FROM connection WHERE tenant_id = '%s'",
	    w.p->tenant), 1);
	assert_int_equal(sql_long("SELECT count(*) FROM event WHERE tenant_id = '%s' AND ticket_id = '%s' "
	    "AND kind = 'ss_sso_connection_creation' AND outcome = 'failure'", w.p->tenant, w.v.id), 1);
}

/* The version before made connections of OpenID Connect or SAML for them all.  Their setups go on
 * with the form of that protocol, under the name of the product. */
TEST(connections_of_the_version_before_stay_what_they_are)
{
	static const struct {
		const char	*chosen, *name, *strategy, *form, *shown;
	} rows[] = {
		{ "adfs", "Microsoft AD FS", "samlp", SAMLP_FORM, "id=\"source-manual\"" },
		{ "pingfederate", "PingFederate", "samlp", SAMLP_FORM, "id=\"source-url\"" },
		{ "waad", "Microsoft Entra ID", "oidc", OIDC_FORM, "name=\"discovery_url\"" },
		{ "google-apps", "Google Workspace", "oidc", OIDC_FORM, "name=\"discovery_url\"" },
	};
	struct found saml = found_saml(), oidc = found_oidc();
	struct answer a;
	struct walk w;
	size_t i;

	for (i = 0; i < COUNT(rows); i++) {
		w = walk_new(ALL_STRATEGIES, TWO_CLIENTS);
		walk_to(&w, rows[i].chosen, STEP_ACCESS);
		sql("UPDATE connection SET strategy = '%s' WHERE tenant_id = '%s'", rows[i].strategy, w.p->tenant);
		a = walk_get(&w, "settings");
		CHECK(a.code == 200 && shows(&a, rows[i].shown), "%s: %s", rows[i].chosen, a.body);
		a = walk_post(&w, "settings", rows[i].form);
		check_goes(&w, &a, "check");
		saml.issuer = oidc.issuer = "https://other.example.com";
		walk_find(&w, strcmp(rows[i].strategy, "samlp") == 0 ? &saml : &oidc);
		a = walk_get(&w, "check");
		CHECK(a.code == 200 && shows(&a, "Use these settings</button>"), "%s: %s", rows[i].chosen, a.body);
		a = walk_post(&w, "check", "");
		check_goes(&w, &a, "mapping");
		assert_string_equal(sql_text(w.p->arena, "SELECT n.strategy || ' ' || live_revision || ' ' || coalesce(settings ->> "
		    "'issuer', settings ->> 'idpEntityId') FROM connection n JOIN connection_revision r ON r.connection_id = "
		    "n.connection_id AND r.revision = n.live_revision WHERE n.tenant_id = '%s'", w.p->tenant),
		    arena_print(w.p->arena, "%s 2 https://other.example.com", rows[i].strategy));
		a = walk_get(&w, "");
		CHECK(shows(&a, rows[i].name), "%s: %s", rows[i].chosen, a.body);
	}
}

TEST(connections_are_changed_by_settings_that_are_sent_again)
{
	struct walk w = walk_new(ALL_STRATEGIES, TWO_CLIENTS);
	struct found found = found_oidc();
	struct answer a;

	walk_to(&w, "okta", STEP_ACCESS);
	walk_post(&w, "settings", OKTA_FORM);
	found.issuer = "https://other.okta.com";
	walk_find(&w, &found);
	a = walk_get(&w, "check");
	assert_true(shows(&a, "Use these settings</button>"));
	a = walk_post(&w, "check", "");
	check_goes(&w, &a, "mapping");
	assert_string_equal(sql_text(w.p->arena, "SELECT live_revision || (settings ->> 'issuer') FROM "
	    "connection n JOIN connection_revision r ON r.connection_id = n.connection_id AND "
	    "r.revision = n.live_revision WHERE n.tenant_id = '%s'", w.p->tenant),
	    "2https://other.okta.com");
	a = walk_post(&w, "provider", "&strategy=samlp");
	assert_int_equal(a.code, 400);
	assert_true(shows(&a, "The connection was already created for Okta, OpenID Connect."));
}
