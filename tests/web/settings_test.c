/* SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/seal.h"
#include "base/text.h"
#include "keys.h"
#include "test.h"
#include "walk.h"

static const char *
column(struct walk *w, const char *expression)
{
	return sql_text(w->p->arena, "SELECT %s FROM wizard WHERE tenant_id = '%s' AND ticket_id = '%s'",
	    expression, w->p->tenant, w->v.id);
}

static struct walk
walk_to_settings(const char *strategy)
{
	struct walk w = walk_new(ALL_STRATEGIES, "");

	walk_to(&w, strategy, STEP_SETTINGS);
	return w;
}

/* --- what is wrong stands beside its field, and what was typed stays --- */

TEST(settings_that_are_wrong_are_shown_again)
{
	static const struct {
		const char	*strategy, *form, *field, *sentence, *kept;
	} rows[] = {
		{ "okta", "&domain=&client_id=0oa1&client_secret=" SECRET, "domain",
		    "Enter your Okta domain.", "value=\"0oa1\"" },
		{ "okta", "&domain=acme.okta.com&client_id=&client_secret=" SECRET, "client_id",
		    "Enter the client ID.", "value=\"acme.okta.com\"" },
		{ "okta", "&domain=acme.okta.com&client_id=%22%3E%3Cb%3E", "client_secret",
		    "Enter the client secret.", "value=\"&quot;&gt;&lt;b&gt;\"" },
		{ "okta", "&domain=acme.okta.com&client_id=c&client_secret=" SECRET "&icon_url=http://a",
		    "icon_url", "The address must start with https://.", "value=\"http://a\"" },
		{ "oidc", "&discovery_url=&type=back_channel&client_id=c&client_secret=" SECRET,
		    "discovery_url", "Enter the issuer or discovery URL.", "value=\"c\"" },
		{ "oidc", "&discovery_url=idp.example.com&client_id=c&client_secret=" SECRET, "type",
		    "Choose the back channel", "value=\"idp.example.com\"" },
		{ "oidc", "&discovery_url=idp.example.com&type=back_channel&client_id=c", "client_secret",
		    "Enter the client secret: the back channel", "value=\"back_channel\" checked" },
		{ "samlp", "&metadata_url=https://idp.example.com", "source", "Choose how to "
		    "enter",
		    "value=\"https://idp.example.com\"" },
		{ "samlp", "&source=url&metadata_url=http://idp.example.com", "metadata_url",
		    "The address must start with https://.", "value=\"http://idp.example.com\"" },
		{ "okta", "&domain=acme.okta.com&client_id=Client%20ID:%200oa1&client_secret=" SECRET, "client_id",
		    "You pasted the label “Client ID:” along with the value.", "value=\"Client ID: 0oa1\"" },
		{ "okta", "&domain=acme.okta.com&client_id=https://acme.okta.com&client_secret=" SECRET, "client_id",
		    "This is a URL.", "value=\"acme.okta.com\"" },
		{ "okta", "&domain=acme.okta.com&client_id=0oa1&client_secret=%E2%80%A2%E2%80%A2%E2%80%A2", "client_secret",
		    "These are the dots or asterisks", "value=\"0oa1\"" },
		{ "okta", "&domain=acme.okta.com&client_id=0oa1&client_secret=%20%C2%A0", "client_secret",
		    "Enter the client secret.", "value=\"0oa1\"" },
		{ "oidc", "&discovery_url=idp.example.com&type=back_channel&client_id=c&client_secret=a%20b", "client_secret",
		    "A client secret contains no spaces", "value=\"c\"" },
		{ "samlp", "&source=xml&metadata_xml=&sign_request=yes", "metadata_xml",
		    "Enter the metadata", "value=\"yes\" checked" },
		{ "samlp", "&source=xml&metadata_xml=%3C!DOCTYPE+html%3E%3Cp%3Ehello", "metadata_xml",
		    "The metadata is a web page (HTML), not XML.", "&lt;p&gt;hello</textarea>" },
		{ "samlp", "&source=xml&metadata_xml=+https://idp.example.com/m", "metadata_xml",
		    "This is an address, not the metadata itself.", "https://idp.example.com/m</textarea>" },
		{ "samlp", "&source=xml&metadata_xml=%7B%22issuer%22:1%7D", "metadata_xml",
		    "This is JSON, but SAML metadata is XML.", "value=\"xml\" checked" },
		{ "samlp", "&source=xml&metadata_xml=-----BEGIN+CERTIFICATE-----", "metadata_xml",
		    "This is a certificate, not metadata.", "value=\"xml\" checked" },
		{ "samlp", "&source=xml&metadata_xml=see+the+file", "metadata_xml",
		    "The metadata is not XML.", "see the file</textarea>" },
		{ "samlp", "&source=manual&sign_in_url=https://a.example&certificate=", "certificate",
		    "Enter the signing certificate", "value=\"https://a.example\"" },
		{ "samlp", "&source=manual&sign_in_url=https://a.example&certificate=SHA1+Fingerprint="
		    "00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:FF:00:11:22:33", "certificate",
		    "This is the fingerprint of a certificate (SHA-1)", "value=\"https://a.example\"" },
		{ "samlp", "&source=manual&sign_in_url=https://a.example&certificate=<!doctype+html><p>Sign+in", "certificate",
		    "This is a web page, not a certificate.", "value=\"https://a.example\"" },
		{ "samlp", "&source=manual&sign_in_url=https://a.example&certificate=https://idp.example/cert.cer", "certificate",
		    "This is the address of a certificate", "value=\"https://a.example\"" },
		{ "samlp", "&source=manual&sign_in_url=&certificate=CERT", "sign_in_url",
		    "Enter the sign-in URL", ">CERT</textarea>" },
		{ "okta-samlp", "&source=url&metadata_url=acme.okta.com", "metadata_url", "This is your Okta domain alone. In "
		    "the Okta Admin Console, open your application", "value=\"https://acme.okta.com\"" },
		{ "auth0-samlp", "&source=url&metadata_url=urn:acme.eu.auth0.com", "metadata_url", "This is the issuer of your "
		    "Auth0 application", "value=\"urn:acme.eu.auth0.com\"" },
		{ "keycloak-samlp", "&source=url&metadata_url=https://sso.acme.com/auth", "metadata_url",
		    "The address does not name your realm.", "value=\"https://sso.acme.com/auth\"" },
		{ "adfs", "&source=url&metadata_url=http://adfs.acme.com", "metadata_url",
		    "The address must start with https://.", "value=\"http://adfs.acme.com\"" },
		{ "pingfederate", "&source=manual&sign_in_url=https://a.example/idp/SSO.saml2", "certificate",
		    "Enter the signing certificate", "value=\"https://a.example/idp/SSO.saml2\"" },
	};
	struct walk w;
	struct answer a;
	size_t i;

	for (i = 0; i < COUNT(rows); i++) {
		w = walk_to_settings(rows[i].strategy);
		a = walk_post(&w, "settings", rows[i].form);
		check_problem(&w, &a, rows[i].field, rows[i].sentence);
		CHECK(shows(&a, rows[i].kept), "row %zu lost what was typed: %s", i, a.body);
	}
}

static const char *
unsealed(struct walk *w)
{
	const char *secret;

	must(w->p, seal_open(w->p->arena, seal_secret_key(w->p), arena_print(w->p->arena, "client_secret %s %s",
	    w->p->tenant, w->v.id), column(w, "sealed_secret"), &secret, &w->p->fault));
	return secret;
}

TEST(settings_are_kept_without_what_came_along)
{
	struct walk w = walk_to_settings("samlp");
	struct answer a = walk_post(&w, "settings", "&source=url&metadata_url=%E2%80%9Cidp.example.com/m%E2%80%9D"
	    "&icon_url=%20a.example/i.png%C2%A0");

	check_goes(&w, &a, "check");
	assert_string_equal(column(&w, "input ->> 'metadata_url'"), "https://idp.example.com/m");
	assert_string_equal(column(&w, "input ->> 'icon_url'"), "https://a.example/i.png");
	w = walk_to_settings("okta");
	a = walk_post(&w, "settings", "&domain=%EF%BB%BFacme.okta.com&client_id=%220o%E2%80%8Ba1%22&client_secret="
	    "%C2%A0" SECRET "%0A");
	check_goes(&w, &a, "check");
	assert_string_equal(column(&w, "input ->> 'domain'"), "acme.okta.com");
	assert_string_equal(column(&w, "input ->> 'client_id'"), "0oa1");
	assert_string_equal(unsealed(&w), SECRET);
}

/* Any domain of the tenant, and the entity ID of this connection. */
TEST(settings_of_ours_are_not_the_providers)
{
	struct walk w = walk_to_settings("samlp");
	const char *login = arena_print(w.p->arena, "login.%s", w.p->domain);
	const char *const ours[] = { arena_print(w.p->arena, "https://%s/samlp/metadata?connection=x", w.p->domain),
		arena_print(w.p->arena, "%s", login), arena_print(w.p->arena, "urn:auth0:%s:%s", w.p->tenant,
		sql_text(w.p->arena, "SELECT connection_name FROM ticket WHERE tenant_id = '%s'", w.p->tenant)) };
	struct answer a;
	size_t i;

	sql("INSERT INTO tenant_domain (tenant_id, domain) VALUES ('%s', '%s')", w.p->tenant, login);
	for (i = 0; i < COUNT(ours); i++) {
		a = walk_post(&w, "settings", arena_print(w.p->arena, "&source=url&metadata_url=%s", ours[i]));
		check_problem(&w, &a, "metadata_url", "This is one of our own values");
	}
}

TEST(settings_of_ours_hold_our_certificate)
{
	struct walk w = walk_to_settings("samlp");
	const char *ours;
	struct answer a;

	place_keys(w.p, "rsa3072", 1);
	ours = sql_text(w.p->arena, "SELECT replace(replace(certificate, '+', '%%2B'), E'\\n', '%%0D%%0A') FROM signing_key "
	    "WHERE tenant_id = '%s' AND use = 'tenant'", w.p->tenant);
	a = walk_post(&w, "settings", arena_print(w.p->arena, "&source=manual&sign_in_url=https://a.example"
	    "&certificate=%s", ours));
	check_problem(&w, &a, "certificate", "This is one of our own values");
}

/* A long text that is wrong is kept for the next try, but is not said to be saved. */
TEST(settings_that_are_wrong_are_not_said_to_be_saved)
{
	struct walk w = walk_to_settings("samlp");
	struct buf page = buf_in(w.p->arena);
	struct answer a;

	buf_add(&page, "&source=manual&sign_in_url=https://a.example&certificate=%3C!doctype+html%3E");
	while (page.length < 2000)
		buf_add(&page, "%3Cp%3ESign+in");
	a = walk_post(&w, "settings", page.text);
	check_problem(&w, &a, "certificate", "This is a web page, not a certificate.");
	CHECK(shows(&a, "name=\"certificate_draft\"") && !shows(&a, "provided before is saved") && !shows(&a, "class=\"kept\""), "%s",
	    a.body);
}

TEST(forms_begin_with_the_usual_source_of_the_product)
{
	static const char *const rows[][2] = { { "pingfederate", "value=\"xml\" checked" },
		{ "samlp", "value=\"url\" checked" }, { "keycloak-samlp", "value=\"url\" checked" } };
	struct walk w;
	struct answer a;
	size_t i;

	for (i = 0; i < COUNT(rows); i++) {
		w = walk_to_settings(rows[i][0]);
		a = walk_get(&w, "settings");
		CHECK(a.code == 200 && shows(&a, rows[i][1]), "%s: %s", rows[i][0], a.body);
	}
}

/* The field for the secret is empty whatever happens. */
TEST(secrets_are_in_no_page)
{
	struct walk w = walk_to_settings("okta");
	static const char *const forms[] = { "&domain=&client_id=&client_secret=" SECRET, OKTA_FORM };
	static const char *const pages[] = { "", STEP_PAGES };
	struct found found = found_oidc();
	struct answer a;
	size_t i;

	for (i = 0; i < COUNT(forms); i++) {
		a = walk_post(&w, "settings", forms[i]);
		CHECK(strstr(a.body, SECRET) == NULL && strstr(a.log, SECRET) == NULL, "%s", forms[i]);
	}
	walk_find(&w, &found);
	walk_post(&w, "check", "");
	walk_to(&w, "okta", STEP_ENABLE);
	for (i = 0; i < COUNT(pages); i++) {
		a = walk_get(&w, pages[i]);
		CHECK(a.code == 200 && !shows(&a, SECRET), "%s: %d", pages[i], a.code);
	}
	a = walk_get(&w, "settings");
	assert_true(shows(&a, "The secret you entered before is saved."));
	assert_null(strstr(sql_text(w.p->arena, "SELECT string_agg(query_to_xml('SELECT * FROM ' || "
	    "quote_ident(relname), true, true, '')::text, '') FROM pg_class WHERE relkind = 'r' AND "
	    "relnamespace = 'public'::regnamespace"), SECRET));
}

TEST(secrets_are_sealed_for_the_ticket_and_kept_until_replaced)
{
	struct walk w = walk_to_settings("okta");
	const char *secret, *sealed;
	struct answer a = walk_post(&w, "settings", OKTA_FORM);

	check_goes(&w, &a, "check");
	sealed = column(&w, "sealed_secret");
	secret = unsealed(&w);
	assert_string_equal(secret, SECRET);
	a = walk_post(&w, "settings", "&domain=acme.okta.com&client_id=0oa1&client_secret="
	    "&icon_url=https://a.example/new.png");
	check_goes(&w, &a, "check");
	assert_string_equal(column(&w, "sealed_secret"), sealed);
	assert_string_equal(column(&w, "input ->> 'icon_url'"), "https://a.example/new.png");
	a = walk_post(&w, "settings", "&domain=acme.okta.com&client_id=other&client_secret=n%26w%2B%C3%A9");
	check_goes(&w, &a, "check");
	assert_string_equal(unsealed(&w), "n&w+\xc3\xa9");
}

TEST(secrets_are_sealed_to_a_new_key_as_soon_as_there_is_one)
{
	struct walk w = walk_to_settings("okta");
	const char *former = seal_secret_key(w.p), *sealed, *secret;
	struct answer a;
	int i;

	for (i = 0; i < 2; i++) {
		a = walk_post(&w, "settings", OKTA_FORM);
		check_goes(&w, &a, "check");
		sealed = column(&w, "sealed_secret");
		must(w.p, seal_open(w.p->arena, seal_secret_key(w.p), arena_print(w.p->arena,
		    "client_secret %s %s", w.p->tenant, w.v.id), sealed, &secret, &w.p->fault));
		assert_string_equal(secret, SECRET);
		seal_key_replace(w.p);
	}
	assert_false(text_starts(sealed, seal_key_id(w.p->arena, seal_public_half(w.p->arena, former))));
}

/* Somebody else with the same link could otherwise have it sent to himself. */
TEST(secrets_are_asked_for_again_when_the_address_or_client_changes)
{
	static const struct {
		const char	*strategy, *first, *form;
	} rows[] = {
		{ "okta", OKTA_FORM, "&domain=evil.okta.com&client_id=0oa1" },
		{ "okta", OKTA_FORM, "&domain=acme.okta.com&client_id=other" },
		{ "oidc", OIDC_FORM, "&discovery_url=evil.example.com&type=back_channel&client_id=c" },
	};
	struct walk w;
	struct answer a;
	const char *sealed;
	size_t i;

	for (i = 0; i < COUNT(rows); i++) {
		w = walk_to_settings(rows[i].strategy);
		a = walk_post(&w, "settings", rows[i].first);
		sealed = column(&w, "sealed_secret || input::text");
		a = walk_post(&w, "settings", rows[i].form);
		CHECK(a.code == 400 && shows(&a, "id=\"client_secret-error\">Enter the client "
		    "secret again. The saved one")
		    && !shows(&a, "The secret you entered before is saved."), "%s: %d %s", rows[i].form, a.code, a.body);
		assert_string_equal(column(&w, "sealed_secret || input::text"), sealed);
		a = walk_post(&w, "settings", arena_print(w.p->arena, "%s&client_secret=new", rows[i].form));
		check_goes(&w, &a, "check");
	}
}

/* The front channel needs none, so none stays for a new address. */
TEST(secrets_that_nothing_asks_for_go_when_the_address_changes)
{
	struct walk w = walk_to_settings("oidc");
	struct answer a = walk_post(&w, "settings", OIDC_FORM);

	a = walk_post(&w, "settings", "&discovery_url=idp.example.com&type=front_channel&client_id=c");
	check_goes(&w, &a, "check");
	assert_string_equal(column(&w, "sealed_secret IS NOT NULL"), "t");
	a = walk_post(&w, "settings", "&discovery_url=evil.example.com&type=front_channel&client_id=c");
	check_goes(&w, &a, "check");
	assert_string_equal(column(&w, "sealed_secret IS NULL"), "t");
	a = walk_post(&w, "settings", "&discovery_url=evil.example.com&type=back_channel&client_id=c");
	assert_int_equal(a.code, 400);
}

/* The contract: at most 10,000 characters for OpenID, 700 for Okta; whatever the
 * limit is, a megabyte is over it. */
TEST(secrets_have_a_length)
{
	struct walk w = walk_to_settings("okta");
	struct buf form = buf_in(w.p->arena);
	struct answer a;
	int i;

	buf_add(&form, "&domain=acme.okta.com&client_id=c&client_secret=");
	for (i = 0; i < 20000; i++)
		buf_add_char(&form, 's');
	a = walk_post(&w, "settings", form.text);
	CHECK(a.code == 400, "a secret of 20,000 characters: %d", a.code);
	assert_string_equal(column(&w, "sealed_secret IS NULL"), "t");
}

TEST(settings_saved_by_another_are_a_conflict_that_keeps_what_was_typed)
{
	struct walk w = walk_to_settings("okta"), other;
	long revision = walk_revision(&w);
	struct answer a;

	other = walk_beside(&w);
	a = walk_post_at(&other, "settings", revision, "&domain=other.okta.com&client_id=theirs"
	    "&client_secret=a-secret-of-theirs");
	check_goes(&other, &a, "check");
	a = walk_post_at(&w, "settings", revision, OKTA_FORM);
	assert_int_equal(a.code, 409);
	check_headers(&a, true);
	assert_true(shows(&a, "This was changed in the meantime, by someone else or in another tab."));
	assert_true(shows(&a, "value=\"acme.okta.com\"") && shows(&a, "value=\"0oa1\""));
	assert_false(shows(&a, SECRET));
	assert_true(shows(&a, "id=\"domain-error\">“other.okta.com” was saved here in the meantime."));
	assert_true(shows(&a, "id=\"client_id-error\">“theirs” was saved here in the meantime."));
	assert_true(shows(&a, "<title>Error: Configure connection – "));
	assert_string_equal(column(&w, "input ->> 'domain'"), "other.okta.com");
}

TEST(choices_saved_by_another_are_named_as_the_form_shows_them)
{
	struct walk w = walk_to_settings("samlp"), other;
	long revision = walk_revision(&w);
	struct answer a;
	struct buf long_text = buf_in(w.p->arena);

	buf_add(&long_text, "&source=xml&binding=post&algorithm=rsa-sha1&digest=sha256&sign_request=yes&metadata_xml=%3C");
	while (long_text.length < 3000)
		buf_add(&long_text, "mmmmmmmmmm");
	other = walk_beside(&w);
	a = walk_post_at(&other, "settings", revision, long_text.text);
	check_goes(&other, &a, "check");
	a = walk_post_at(&w, "settings", revision, "&source=url&metadata_url=https://idp.example.com/mine"
	    "&metadata_xml=%3Cmine&binding=redirect&algorithm=rsa-sha256&digest=sha256");
	assert_int_equal(a.code, 409);
	assert_true(shows(&a, "id=\"source-error\">“Metadata file” was saved in the meantime."));
	assert_true(shows(&a, "id=\"metadata_xml-error\">Another text (3 KB) was saved here in the meantime."));
	assert_true(shows(&a, "<a href=\"#binding\">“HTTP-POST” was saved in the meantime."));
	assert_true(shows(&a, "<a href=\"#algorithm\">“RSA-SHA1” was saved in the meantime."));
	assert_true(shows(&a, "<a href=\"#sign_request\">“Sign our requests” was saved in the meantime."));
	assert_true(shows(&a, "<details class=\"more\" open>\n<summary>Advanced") && shows(&a, "id=\"sign_request\"")
	    && shows(&a, "id=\"binding\"") && shows(&a, "id=\"algorithm\"") && shows(&a, "id=\"digest\""));
	assert_true(shows(&a, "value=\"https://idp.example.com/mine\"") && shows(&a, "value=\"url\" checked"));
	assert_false(shows(&a, "SHA-256” was"));
	revision = walk_revision(&w);
	a = walk_post_at(&other, "settings", revision, "&source=url&binding=post&algorithm=rsa-sha1&digest=sha256"
	    "&metadata_url=https://idp.example.com/theirs");
	check_goes(&other, &a, "check");
	a = walk_post_at(&w, "settings", revision, long_text.text);
	assert_int_equal(a.code, 409);
	assert_true(shows(&a, "“Sign our requests” was turned off in the meantime."));
	assert_true(shows(&a, "“Metadata URL” was saved in the meantime."));
}

/* WCAG: the title says first that the form came back. */
TEST(forms_that_were_refused_say_so_in_the_title)
{
	struct walk w = walk_to_settings("okta");
	struct answer a = walk_post(&w, "settings", "&domain=&client_id=");

	assert_int_equal(a.code, 400);
	assert_true(shows(&a, "<title>Error: Configure connection – "));
	a = walk_get(&w, "settings");
	assert_false(shows(&a, "<title>Error"));
}

/* A person who saw that page and sends it again means it. */
TEST(settings_in_conflict_can_be_sent_again)
{
	struct walk w = walk_to_settings("okta");
	long revision = walk_revision(&w), shown;
	struct answer a = walk_post_at(&w, "settings", revision, OKTA_FORM);
	const char *field;

	a = walk_post_at(&w, "settings", revision, "&domain=mine.okta.com&client_id=c&client_secret=mine");
	assert_int_equal(a.code, 409);
	field = strstr(a.body, "name=\"revision\" value=\"");
	assert_non_null(field);
	shown = strtol(field + strlen("name=\"revision\" value=\""), NULL, 10);
	a = walk_post_at(&w, "settings", shown, "&domain=mine.okta.com&client_id=c&client_secret=mine");
	CHECK(a.code == 303, "the page that told of the conflict shows revision %ld of %ld: %d", shown,
	    walk_revision(&w), a.code);
	assert_string_equal(column(&w, "input ->> 'domain'"), "mine.okta.com");
}

/* --- a ticket that ends while its form waits --- */

struct race {
	struct walk	*w;
	const char	*page, *form;
	long		 revision;
};

static long
post_too_late(struct arena *a, struct race *r)
{
	struct place p = *r->w->p;
	struct walk w = { &p, r->w->v };
	const char *is_free = arena_print(a, "SELECT FROM ticket WHERE ticket_id = '%s' FOR SHARE SKIP LOCKED", w.v.id);
	bool goes_on = true;
	struct answer answer;

	p.store = store_new(database_url());
	must(&p, store_connect(p.store, &p.fault));
	while (goes_on)
		must(&p, store_has(p.store, is_free, &goes_on, &p.fault));
	answer = walk_post_at(&w, r->page, r->revision, r->form);
	return answer.code == 410 && shows(&answer, "This link has been withdrawn");
}

static long
revoke_or_post(struct arena *a, int index, void *context)
{
	struct race *r = context;

	if (index > 0)
		return post_too_late(a, r);
	sql("DO $$ BEGIN PERFORM FROM ticket WHERE ticket_id = '%s' FOR UPDATE; FOR i IN 1..3000 LOOP EXIT WHEN EXISTS ("
	    "SELECT FROM pg_locks WHERE NOT granted); PERFORM pg_sleep(0.01); END LOOP; UPDATE ticket SET revoked_at = "
	    "now() WHERE ticket_id = '%s'; END $$", r->w->v.id, r->w->v.id);
	return 1;
}

TEST(forms_that_waited_for_a_revoke_are_told_of_it)
{
	static const struct {
		enum step	 at;
		const char	*page, *form;
	} rows[] = {
		{ STEP_PROVIDER, "provider", "&strategy=okta" }, { STEP_SETTINGS, "settings", OKTA_FORM },
		{ STEP_ACCESS, "access", "" }, { STEP_ENABLE, "enable", "&untested=yes" },
	};
	struct race r;
	struct walk w;
	size_t i;

	for (i = 0; i < COUNT(rows); i++) {
		w = walk_new(ALL_STRATEGIES, TWO_CLIENTS);
		walk_to(&w, "okta", rows[i].at);
		r = (struct race){ &w, rows[i].page, rows[i].form, walk_revision(&w) };
		CHECK(in_processes(2, revoke_or_post, &r) == 2, "%s", rows[i].page);
	}
}
