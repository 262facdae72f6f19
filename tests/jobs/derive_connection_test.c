/* SPDX-License-Identifier: Apache-2.0 */
#include "jobs/derive_connection.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "actions/connection.h"
#include "base/encode.h"
#include "base/seal.h"
#include "base/sentence.h"
#include "base/text.h"
#include "database.h"
#include "hostile_server.h"
#include "store/event.h"
#include "store/revision.h"
#include "test.h"

struct bench {
	struct place	*p;
	const char	*id;
};

static const char *
seal_key(struct arena *a)
{
	const char *public_key, *secret_key;

	seal_keys(a, &public_key, &secret_key);
	return public_key;
}

/* A connection with these options; %d in them is the port of the good server. */
static struct bench
made(const char *strategy, const char *options)
{
	struct bench b = { .p = place_new() };
	struct connection_request wanted = { 0 };
	struct connection row;
	const char *at = strstr(options, "%d"), *body;

	hostile_server_start();
	sql("DELETE FROM job");
	if (at != NULL)
		options = arena_print(b.p->arena, "%.*s%d%s", (int)(at - options), options,
		    hostile_server.good, at + 2);
	body = arena_print(b.p->arena, "{\"name\":\"acme\",\"strategy\":\"%s\",\"options\":{%s}}", strategy,
	    options);
	must(b.p, fields_decode(b.p->arena, body, strlen(body), &connection_create_shape, CREATING,
	    &wanted, &b.p->fault));
	must(b.p, create_connection(ACT(b.p->store, b.p->arena, b.p->tenant, "client:test",
	    &b.p->fault), &wanted, seal_key(b.p->arena), &row));
	b.id = row.id;
	return b;
}

static void
change(struct bench *b, const char *options)
{
	struct connection_request wanted = { 0 };
	struct connection row;
	const char *body = arena_print(b->p->arena, "{\"options\":{%s}}", options);

	must(b->p, fields_decode(b->p->arena, body, strlen(body), &connection_change_shape, PATCHING,
	    &wanted, &b->p->fault));
	must(b->p, change_connection(ACT(b->p->store, b->p->arena, b->p->tenant, "client:test",
	    &b->p->fault), b->id, &wanted, seal_key(b->p->arena), &row));
}

/* Runs the job as postern-jobs does, at that attempt. */
static enum status
run(struct bench *b, long attempt)
{
	struct fetcher *fr;
	struct job job;
	enum status st;

	must(b->p, fetcher_new(&(struct fetch_settings){ "localhost", "", "1-65535",
	    hostile_server.trusted }, &fr, &b->p->fault));
	must(b->p, job_take(place_act(b->p), A_TAKER, &job));
	assert_string_equal(job.kind, "derive_connection");
	assert_string_equal(job.subject, b->id);
	job.attempts = attempt;
	st = derive_connection(place_act(b->p), &(struct tools){ .fetcher = fr }, &job);
	fetcher_free(fr);
	return st;
}

static const char *
derived(struct bench *b, const char *expression)
{
	return sql_text(b->p->arena, "SELECT %s FROM connection c JOIN connection_revision r USING "
	    "(tenant_id, connection_id) WHERE c.tenant_id = '%s' AND c.connection_id = '%s' AND "
	    "r.revision = c.live_revision", expression, b->p->tenant, b->id);
}

struct search {
	struct bench	*b;
	const char	*found;
};

static enum status
take_event(void *user, const void *item)
{
	struct search *s = user;
	const struct event_row *e = item;

	if (s->found == NULL && text_is(e->kind, "provider_check") && strstr(e->details, s->b->id) != NULL)
		s->found = arena_print(s->b->p->arena, "%s: %s%s", e->outcome,
		    sentences_english(s->b->p->arena, &e->problem), e->actor);
	return OK;
}

/* The newest: its outcome, problem and actor. */
static const char *
event(struct bench *b)
{
	struct search s = { .b = b };
	struct taker to = { take_event, &s, arena_new() };

	must(b->p, event_list(place_act(b->p), &to));
	arena_free(to.arena);
	return s.found == NULL ? "" : s.found;
}

static const char *
file_text(struct arena *a, const char *name)
{
	const char *folder = getenv("srcdir");
	FILE *f = fopen(arena_print(a, "%s/tests/unit/%s", folder == NULL ? "." : folder, name), "rb");
	char *text = arena_alloc(a, 128 * 1024);

	assert_non_null(f);
	assert_true(fread(text, 1, 128 * 1024 - 1, f) > 0);
	fclose(f);
	return text;
}

static const char *
as_json(struct arena *a, const char *text)
{
	struct texts one = { &text, 1 };
	char *list = fields_encode_texts(a, &one);

	return arena_copy(a, list + 1, strlen(list) - 2);
}

#define SHOWN "connection_options(r.settings, r.derived, r.own_options, c.config, NULL)"

/* The option as it is shown, "" for none. */
static const char *
shown(struct bench *b, const char *name)
{
	return derived(b, arena_print(b->p->arena, "(" SHOWN ") ->> '%s'", name));
}

/* Changes the options and derives again. */
static void
apply(struct bench *b, const char *options)
{
	sql("DELETE FROM job");
	change(b, options);
	must(b->p, run(b, 1));
}

/* Applies all options as they are shown, with a part of them replaced. */
static void
send_back(struct bench *b, const char *part, const char *instead)
{
	const char *all = derived(b, "substr(" SHOWN "::text, 2, length(" SHOWN "::text) - 2)"),
	    *at = strstr(all, part);

	assert_non_null(at);
	apply(b, arena_print(b->p->arena, "%.*s%s%s", (int)(at - all), all, instead, at + strlen(part)));
}

#define SUCCESS "success: system:derive_connection"

TEST(derived_is_the_discovery_of_an_openid_provider)
{
	static const struct {
		const char	*strategy, *options, *path;
	} rows[] = {
		{ "oidc", "\"client_id\":\"c\",\"discovery_url\":\"https://localhost:%d/idp\"", "/idp" },
		{ "oidc", "\"client_id\":\"c\",\"discovery_url\":"
		    "\"https://localhost:%d/.well-known/openid-configuration\"", "" },
		{ "oidc", "\"client_id\":\"c\",\"discovery_url\":\"https://localhost:%d/gzip/idp\"", "/gzip/idp" },
		{ "okta", "\"client_id\":\"c\",\"domain\":\"localhost:%d\"", "" },
	};
	struct bench b;
	const char *issuer;
	size_t i;

	for (i = 0; i < COUNT(rows); i++) {
		b = made(rows[i].strategy, rows[i].options);
		CHECK(run(&b, 1) == OK, "%s: %s", rows[i].options, said(&b.p->fault));
		assert_string_equal(event(&b), SUCCESS);
		issuer = arena_print(b.p->arena, "https://localhost:%d%s", hostile_server.good, rows[i].path);
		assert_string_equal(derived(&b, "r.derived ->> 'issuer'"), issuer);
		assert_string_equal(derived(&b, "r.derived ->> 'token_endpoint'"), arena_print(b.p->arena,
		    "%s/token", issuer));
		assert_string_equal(derived(&b, "r.derived -> 'oidc_metadata' -> "
		    "'id_token_signing_alg_values_supported'"), "[\"RS256\"]");
		assert_string_equal(derived(&b, "(SELECT string_agg(k, ' ' ORDER BY k) FROM "
		    "jsonb_object_keys(r.derived) k)"), "authorization_endpoint issuer jwks_uri oidc_metadata "
		    "token_endpoint");
		assert_string_equal(derived(&b, "(" SHOWN ") ->> 'client_id'"), "c");
	}
}

/* Such as Oracle's, Azure B2C's and others'.  What is derived can be sent back. */
TEST(derived_is_the_discovery_of_a_peculiar_provider)
{
	static const struct {
		const char	*path, *expression, *value;
	} rows[] = {
		{ "/of-all", "r.derived ->> 'issuer'", "https://identity.example/" },
		{ "/policy/v2.0/.well-known/openid-configuration?p=b2c_1_signin",
		    "right(r.derived ->> 'issuer', 12)", "/policy/v2.0" },
		{ "/methods-as-text", "r.derived -> 'oidc_metadata' ? 'token_endpoint_auth_methods_supported'", "f" },
		{ "/scopes-as-object", "r.derived -> 'oidc_metadata' ? 'scopes_supported'", "f" },
		{ "/300-scopes", "jsonb_array_length(r.derived #> '{oidc_metadata,scopes_supported}')", "300" },
	};
	struct arena *a = arena_new();
	struct bench b;
	const char *whole;
	size_t i;

	for (i = 0; i < COUNT(rows); i++) {
		b = made("oidc", arena_print(a, "\"client_id\":\"c\",\"discovery_url\":"
		    "\"https://localhost:%%d%s\"", rows[i].path));
		must(b.p, run(&b, 1));
		assert_string_equal(event(&b), SUCCESS);
		CHECK(text_is(derived(&b, rows[i].expression), rows[i].value), "%s: %s", rows[i].path,
		    derived(&b, rows[i].expression));
		whole = derived(&b, "connection_options(r.settings, r.derived, c.config, NULL)::text");
		change(&b, arena_copy(b.p->arena, whole + 1, strlen(whole) - 2));
	}
	arena_free(a);
}

#define SENT_DOCUMENT(issuer) "\"oidc_metadata\":{\"issuer\":\"" issuer "\",\"authorization_endpoint\":" \
	"\"https://sent.example/a\",\"token_endpoint\":\"https://sent.example/t\",\"jwks_uri\":" \
	"\"https://sent.example/j\",\"id_token_signing_alg_values_supported\":[\"RS256\"]}"

/* An address of the good server. */
static const char *
at_good(struct bench *b, const char *text)
{
	return arena_print(b->p->arena, "https://localhost:%d%s", hostile_server.good, text);
}

static const char *
discovery_url(struct bench *b, const char *path)
{
	return arena_print(b->p->arena, "\"discovery_url\": \"%s\"", at_good(b, path));
}

#define SENT_ENDPOINTS "\"issuer\":\"https://sent.example\",\"authorization_endpoint\":" \
	"\"https://sent.example/a\",\"jwks_uri\":\"https://sent.example/jwks\",\"userinfo_endpoint\":null," \
	"\"type\":\"front_channel\""

static void
check_sent_and_found(struct bench *b, const char *path)
{
	assert_string_equal(shown(b, "issuer"), "https://sent.example");
	assert_string_equal(shown(b, "authorization_endpoint"), "https://sent.example/a");
	assert_string_equal(shown(b, "jwks_uri"), "https://sent.example/jwks");
	assert_string_equal(shown(b, "token_endpoint"), at_good(b, arena_print(b->p->arena, "%s/token", path)));
}

/* A program that applies the same again and again comes to rest. */
TEST(derived_values_only_fill_what_a_program_left_out)
{
	static const char sent[] = "\"client_id\":\"c\",\"discovery_url\":\"https://localhost:%d/idp\"," SENT_ENDPOINTS;
	struct bench b = made("oidc", sent);
	const char *before;
	int i;

	must(b.p, run(&b, 1));
	check_sent_and_found(&b, "/idp");
	before = arena_text(b.p->arena, derived(&b, SHOWN "::text"));
	for (i = 0; i < 2; i++) {
		apply(&b, arena_print(b.p->arena, "\"client_id\":\"c\",\"discovery_url\":\"%s\"," SENT_ENDPOINTS,
		    at_good(&b, "/idp")));
		assert_string_equal(derived(&b, SHOWN "::text"), before);
		assert_string_equal(derived(&b, "r.revision"), "1");
	}
	send_back(&b, discovery_url(&b, "/idp"), discovery_url(&b, ""));
	check_sent_and_found(&b, "");
	/* what it no longer sends comes from the provider */
	apply(&b, arena_print(b.p->arena, "\"client_id\":\"c\",\"discovery_url\":\"%s\"", at_good(&b, "")));
	assert_string_equal(shown(&b, "issuer"), at_good(&b, ""));
}

TEST(derived_values_are_not_frozen_by_sending_them_back)
{
	struct bench b = made("oidc", "\"client_id\":\"c\",\"discovery_url\":\"https://localhost:%d/idp\"");
	const char *now = at_good(&b, "/idp/token");

	must(b.p, run(&b, 1));
	sql("UPDATE connection_revision SET derived = derived || '{\"token_endpoint\":\"https://former.example/t\"}' "
	    "WHERE connection_id = '%s'", b.id);
	assert_string_equal(shown(&b, "token_endpoint"), "https://former.example/t");
	send_back(&b, "\"client_id\": \"c\"", "\"client_id\":\"c\",\"scope\":\"openid\"");
	assert_string_equal(shown(&b, "token_endpoint"), now);
	/* nor where the assistant confirmed them */
	sql("UPDATE connection_revision SET settings = settings || derived || '{\"token_endpoint\":"
	    "\"https://former.example/t\"}', derived = '{}', own_options = '{}' WHERE connection_id = '%s'", b.id);
	send_back(&b, "\"scope\": \"openid\"", "\"scope\":\"openid email\"");
	assert_string_equal(shown(&b, "token_endpoint"), now);
	assert_string_equal(derived(&b, "r.own_options"), "{scope}");
	/* a value that differs is the program's own, and stays */
	send_back(&b, arena_print(b.p->arena, "\"schema_version\": \"oidc-V4\", \"token_endpoint\": \"%s\"", now),
	    "\"token_endpoint\":\"https://sent.example/t\"");
	send_back(&b, "\"scope\": \"openid email\"", "\"scope\":\"openid\"");
	assert_string_equal(shown(&b, "token_endpoint"), "https://sent.example/t");
	assert_string_equal(derived(&b, "r.own_options"), "{scope,token_endpoint}");
	/* without an address there is nobody to follow */
	apply(&b, arena_print(b.p->arena, "\"client_id\":\"c\",\"issuer\":\"%s\"", at_good(&b, "/idp")));
	assert_string_equal(shown(&b, "issuer"), at_good(&b, "/idp"));
}

/* A program may change an option twice after it has read the connection once. */
TEST(derived_values_are_not_frozen_by_what_was_read_before)
{
	struct bench b = made("oidc", "\"client_id\":\"c\",\"discovery_url\":\"https://localhost:%d/idp\"");
	const char *read;

	must(b.p, run(&b, 1));
	sql("UPDATE connection_revision SET derived = derived || '{\"token_endpoint\":\"https://former.example/t\"}' "
	    "WHERE connection_id = '%s'", b.id);
	read = derived(&b, "connection_options(r.settings, r.derived, r.own_options, c.config, NULL)");
	read = arena_copy(b.p->arena, read + 1, strlen(read) - 2);
	apply(&b, arena_print(b.p->arena, "%s,\"upstream_params\":{}", read));
	assert_string_equal(shown(&b, "token_endpoint"), at_good(&b, "/idp/token"));
	apply(&b, arena_print(b.p->arena, "%s,\"scope\":\"openid\"", read));
	assert_string_equal(derived(&b, "r.own_options"), "{client_id,discovery_url,scope}");
	assert_string_equal(shown(&b, "token_endpoint"), at_good(&b, "/idp/token"));
}

TEST(derived_values_that_a_provider_takes_back_are_gone)
{
	struct bench b = made("oidc", "\"client_id\":\"c\",\"discovery_url\":\"https://localhost:%d/idp\"");

	must(b.p, run(&b, 1));
	sql("UPDATE connection_revision SET derived = derived || '{\"mtls_endpoint_aliases\":{}}' "
	    "WHERE connection_id = '%s'", b.id);
	send_back(&b, "\"client_id\": \"c\"", "\"client_id\":\"c\"");
	assert_string_equal(derived(&b, "coalesce(connection_options(r.settings, r.derived, r.own_options, c.config, NULL) "
	    "->> 'mtls_endpoint_aliases', 'none')"), "none");
}

TEST(derived_values_of_saml_only_fill_what_a_program_left_out)
{
	struct arena *a = arena_new();
	const char *pem = as_json(a, file_text(a, "certificate/p384.pem"));
	struct bench b = made("samlp", "\"metadataUrl\":\"https://localhost:%d/metadata\"");
	const char *theirs, *ours;

	must(b.p, run(&b, 1));
	theirs = arena_text(a, shown(&b, "thumbprints"));
	b = made("samlp", arena_print(a, "\"signInEndpoint\":\"https://p.example/in\",\"signingCert\":%s", pem));
	must(b.p, run(&b, 1));
	ours = arena_text(a, shown(&b, "thumbprints"));
	assert_string_not_equal(theirs, ours);
	/* the certificate goes with all that tells of it */
	b = made("samlp", arena_print(a, "\"signInEndpoint\":\"https://p.example/in\",\"signingCert\":%s,"
	    "\"metadataUrl\":\"https://localhost:%%d/metadata\"", pem));
	must(b.p, run(&b, 1));
	assert_string_equal(shown(&b, "signInEndpoint"), "https://p.example/in");
	assert_string_equal(shown(&b, "thumbprints"), ours);
	assert_true(text_starts(shown(&b, "signingCert"), "-----BEGIN"));
	assert_true(text_starts(shown(&b, "idpEntityId"), "http"));
	send_back(&b, "\"https://p.example/in\"", "\"https://p.example/other\"");
	assert_string_equal(shown(&b, "signInEndpoint"), "https://p.example/other");
	assert_string_equal(shown(&b, "thumbprints"), ours);
	apply(&b, arena_print(a, "\"metadataUrl\":\"%s\"", at_good(&b, "/metadata")));
	assert_string_equal(shown(&b, "thumbprints"), theirs);
	arena_free(a);
}

TEST(derived_sign_in_endpoint_of_pingfederate_follows_its_base_url)
{
	struct arena *a = arena_new();
	struct bench b = made("pingfederate", arena_print(a, "\"pingFederateBaseUrl\":\"https://p.example\","
	    "\"signingCert\":%s", as_json(a, file_text(a, "certificate/rsa.pem"))));

	assert_string_equal(shown(&b, "signInEndpoint"), "https://p.example");
	must(b.p, run(&b, 1));
	send_back(&b, "\"pingFederateBaseUrl\": \"https://p.example\"", "\"pingFederateBaseUrl\":\"https://q.example\"");
	assert_string_equal(shown(&b, "signInEndpoint"), "https://q.example");
	send_back(&b, "\"signInEndpoint\": \"https://q.example\"", "\"signInEndpoint\":\"https://q.example/in\"");
	assert_string_equal(shown(&b, "signInEndpoint"), "https://q.example/in");
	arena_free(a);
}

TEST(derived_is_a_document_that_a_program_set)
{
	struct bench b = made("oidc", "\"client_id\":\"c\"," SENT_DOCUMENT("https://sent.example"));

	must(b.p, run(&b, 1));
	assert_string_equal(derived(&b, "r.derived ->> 'jwks_uri'"), "https://sent.example/j");
	b = made("okta", "\"client_id\":\"c\",\"domain\":\"sent.example\","
	    SENT_DOCUMENT("https://sent.example/oauth2/default"));
	must(b.p, run(&b, 1));
	assert_string_equal(derived(&b, "r.derived ->> 'issuer'"), "https://sent.example/oauth2/default");
	b = made("oidc", "\"client_id\":\"c\",\"discovery_url\":\"https://localhost:%d/404\","
	    SENT_DOCUMENT("https://other.example"));
	must(b.p, run(&b, 1));
	assert_string_equal(event(&b), SUCCESS);
	assert_string_equal(shown(&b, "issuer"), "https://other.example");
}

/* A document that was only sent back is not the new address's. */
TEST(derived_is_the_document_of_a_new_address)
{
	struct bench b = made("oidc", "\"client_id\":\"c\",\"discovery_url\":\"https://localhost:%d/idp\"");

	must(b.p, run(&b, 1));
	send_back(&b, discovery_url(&b, "/idp"), discovery_url(&b, ""));
	assert_string_equal(derived(&b, "(" SHOWN ") #>> '{oidc_metadata,issuer}'"), at_good(&b, ""));
	assert_string_equal(shown(&b, "issuer"), at_good(&b, ""));
}

TEST(derived_is_the_metadata_of_a_saml_provider)
{
	struct arena *a = arena_new();
	struct bench b = made("samlp", "\"metadataUrl\":\"https://localhost:%d/metadata\"");
	const char *xml = as_json(a, file_text(a, "metadata/valid/adfs/metadata.xml"));
	const char *issuer, *all;

	must(b.p, run(&b, 1));
	assert_string_equal(event(&b), SUCCESS);
	issuer = derived(&b, "r.derived ->> 'idpEntityId'");
	all = arena_text(a, derived(&b, "r.derived::text"));
	CHECK(text_starts(issuer, "http"), "%s", all);
	assert_string_equal(derived(&b, "(SELECT string_agg(k, ' ' ORDER BY k) FROM "
	    "jsonb_object_keys(r.derived) k WHERE k <> 'subject')"), "cert expires idpEntityId "
	    "protocolBinding signInEndpoint signOutEndpoint signingCert thumbprints");
	/* the same document, sent as text or fetched from AD FS */
	b = made("samlp", arena_print(a, "\"metadataXml\":%s", xml));
	must(b.p, run(&b, 1));
	assert_string_equal(derived(&b, "r.derived::text"), all);
	b = made("adfs", arena_print(a, "\"fedMetadataXml\":%s", xml));
	must(b.p, run(&b, 1));
	assert_string_equal(derived(&b, "r.derived::text"), all);
	b = made("adfs", "\"adfs_server\":\"https://localhost:%d/metadata\"");
	must(b.p, run(&b, 1));
	assert_string_equal(derived(&b, "r.derived::text"), all);
	/* compressed although nobody asked, and only for those who name what they want */
	b = made("adfs", "\"adfs_server\":\"https://localhost:%d/gzip/metadata\"");
	must(b.p, run(&b, 1));
	assert_string_equal(derived(&b, "r.derived::text"), all);
	b = made("samlp", "\"metadataUrl\":\"https://localhost:%d/negotiated\"");
	must(b.p, run(&b, 1));
	assert_string_equal(derived(&b, "r.derived::text"), all);
	arena_free(a);
}

TEST(derived_is_what_a_certificate_says)
{
	static const char *const strategies[] = { "samlp", "pingfederate" };
	struct arena *a = arena_new();
	const char *pem = file_text(a, "certificate/rsa.pem");
	const char *encoded = base64_encode(a, pem, strlen(pem));
	const char *forms[] = { as_json(a, pem), as_json(a, encoded),
		as_json(a, arena_print(a, "{\"x5c\":[\"%s\"]}", encoded)),
		as_json(a, arena_print(a, "<X509Certificate>%s</X509Certificate>", encoded)) };
	struct bench b;
	size_t i;

	for (i = 0; i < sizeof(forms) / sizeof(forms[0]); i++) {
		b = made(strategies[i % 2], arena_print(a, "\"pingFederateBaseUrl\":\"https://p.example\","
		    "\"signInEndpoint\":\"https://p.example/in\",\"signingCert\":%s", forms[i]));
		must(b.p, run(&b, 1));
		assert_string_equal(derived(&b, "(SELECT string_agg(k, ' ' ORDER BY k) FROM "
		    "jsonb_object_keys(r.derived - 'signInEndpoint') k)"), "cert expires subject thumbprints");
		assert_string_equal(derived(&b, "r.derived ->> 'cert' LIKE '-----BEGIN CERTIFICATE-----%' AND "
		    "r.derived #>> '{thumbprints,0}' ~ '^[0-9a-f]{40}$'"), "t");
		assert_string_equal(derived(&b, "(" SHOWN ") ->> 'signInEndpoint'"),
		    "https://p.example/in");
	}
	arena_free(a);
}

TEST(derived_is_nothing_where_every_value_was_sent)
{
	static const struct {
		const char	*strategy, *options;
	} rows[] = {
		{ "waad", "\"client_id\":\"c\",\"tenant_domain\":\"contoso.example\"" },
		{ "google-apps", "\"client_id\":\"c\",\"domain\":\"acme.example\"" },
		{ "oidc", "\"client_id\":\"c\"" }, { "samlp", "\"signInEndpoint\":\"https://i.example\"" },
		{ "adfs", "\"signInEndpoint\":\"https://i.example\"" },
	};
	struct bench b;
	size_t i;

	for (i = 0; i < COUNT(rows); i++) {
		b = made(rows[i].strategy, rows[i].options);
		must(b.p, run(&b, 1));
		assert_string_equal(derived(&b, "r.derived::text"), "{}");
		assert_string_equal(event(&b), "");
	}
}

/* An error that waiting cannot mend ends the job at once, with an event. */
TEST(derived_stays_empty_where_the_provider_says_nonsense)
{
	static const struct {
		const char	*strategy, *options, *sentence;
	} rows[] = {
		{ "samlp", "\"metadataUrl\":\"https://localhost:%d/html\"", "HTML" },
		{ "samlp", "\"metadataUrl\":\"https://localhost:%d/404\"", "404" },
		{ "samlp", "\"metadataUrl\":\"https://localhost:%d/to-private\"", "127.0.0.1" },
		{ "samlp", "\"metadataXml\":\"<x/>\"", "metadata" },
		{ "samlp", "\"signingCert\":\"nonsense\"", "certificate" },
		{ "samlp", "\"cert\":\"a1b2c3d4e5f60718293a4b5c6d7e8f9001122334\"", "fingerprint" },
		{ "oidc", "\"client_id\":\"c\",\"discovery_url\":\"https://localhost:%d/x?y=1\"",
		    "has nothing at this address (HTTP status 404)" },
		{ "oidc", "\"client_id\":\"c\",\"discovery_url\":\"https://localhost:%d/short/x\"", "may be cut off" },
		{ "adfs", "\"adfs_server\":\"https://localhost:%d/large-metadata\"",
		    "Federation metadata document exceeds the maximum allowed size of 128 KB." },
	};
	struct bench b;
	size_t i;

	for (i = 0; i < COUNT(rows); i++) {
		b = made(rows[i].strategy, rows[i].options);
		CHECK(run(&b, 1) == OK, "%s: %s", rows[i].options, said(&b.p->fault));
		CHECK(text_starts(event(&b), "failure: ") && strstr(event(&b), rows[i].sentence) != NULL,
		    "%s: %s", rows[i].options, event(&b));
		assert_string_equal(derived(&b, "r.derived::text"), "{}");
	}
}

TEST(derived_is_nothing_of_a_certificate_with_a_weak_key)
{
	static const char *const options[] = { "signingCert", "cert" };
	struct arena *a = arena_new();
	const char *weak = as_json(a, file_text(a, "certificate/weak.pem"));
	struct bench b;
	size_t i;

	for (i = 0; i < COUNT(options); i++) {
		b = made("samlp", arena_print(a, "\"signInEndpoint\":\"https://p.example/in\",\"%s\":%s",
		    options[i], weak));
		must(b.p, run(&b, 1));
		CHECK(strstr(event(&b), "because its RSA key is too weak: it has only 1024 "
		    "bits") != NULL, "%s: %s",
		    options[i], event(&b));
		assert_string_equal(derived(&b, "r.derived::text"), "{}");
	}
	arena_free(a);
}

TEST(derived_is_tried_again_while_the_provider_is_away)
{
	struct bench b = made("samlp", "\"metadataUrl\":\"https://localhost:%d/503\"");
	long attempt;

	for (attempt = 1; attempt < 6; attempt++) {
		assert_int_equal(run(&b, attempt), UNAVAILABLE);
		assert_string_equal(event(&b), "");
		sql("UPDATE job SET leased_until = NULL");
	}
	must(b.p, run(&b, 6));
	CHECK(text_starts(event(&b), "failure: "), "%s", event(&b));
	/* there are more attempts only if a process was killed during one */
	sql("UPDATE job SET leased_until = NULL");
	must(b.p, run(&b, 7));
	CHECK(strstr(event(&b), "We could not check the provider.") != NULL, "%s", event(&b));
	assert_string_equal(derived(&b, "r.derived::text"), "{}");
}

TEST(derived_is_kept_while_its_source_stays)
{
	struct bench b = made("oidc", "\"client_id\":\"c\",\"discovery_url\":\"https://localhost:%d/idp\"");
	const char *url = arena_print(b.p->arena, "\"discovery_url\":\"https://localhost:%d/idp\"",
	    hostile_server.good), *before;

	must(b.p, run(&b, 1));
	before = derived(&b, "r.derived::text");
	change(&b, arena_print(b.p->arena, "\"client_id\":\"other\",%s", url));
	assert_string_equal(derived(&b, "r.revision || r.derived::text"), arena_print(b.p->arena, "2%s",
	    before));
	sql("UPDATE job SET leased_until = NULL");
	must(b.p, run(&b, 1));
	assert_int_equal(sql_long("SELECT count(*) FROM event WHERE tenant_id = '%s' AND kind = "
	    "'provider_check'", b.p->tenant), 1);
	change(&b, "\"client_id\":\"other\",\"discovery_url\":\"https://elsewhere.example\"");
	assert_string_equal(derived(&b, "r.revision || r.derived::text"), "3{}");
}

TEST(derived_of_a_former_revision_is_not_kept)
{
	struct bench b = made("samlp", "\"metadataUrl\":\"https://localhost:%d/metadata\"");
	struct place *p = b.p;
	struct derivation wanted;

	must(p, derive_wanted(place_act(p), b.id, &wanted));
	change(&b, "\"debug\":true");
	must(p, derive_keep(place_act(p), b.id, wanted.revision, "{\"cert\":\"former\"}"));
	must(p, derive_fail(place_act(p), b.id, wanted.revision,
	    &(struct objects){ sentence(p->arena, "former"), 1 }));
	assert_int_equal(sql_long("SELECT count(*) FROM connection_revision WHERE tenant_id = '%s' AND "
	    "derived <> '{}'", p->tenant), 0);
	assert_string_equal(event(&b), "");
	/* there is nothing to do for a deleted connection, either */
	sql("DELETE FROM connection WHERE tenant_id = '%s'", p->tenant);
	must(p, run(&b, 1));
}

TEST(derivations_that_killed_their_worker_end_with_a_diagnosis)
{
	struct bench b = made("samlp", "\"metadataUrl\":\"https://localhost:%d/metadata\"");
	struct job job = { .tenant_id = b.p->tenant, .kind = "derive_connection", .subject = b.id };

	must(b.p, end_derivation(place_act(b.p), &job, JOB_TOO_MUCH_WORK));
	assert_string_equal(event(&b), "failure: The provider's document is too complex for "
	    "us to read. Use one that describes only this "
	    "provider.system:derive_connection");
	b = made("samlp", "\"metadataUrl\":\"https://localhost:%d/metadata\"");
	job.tenant_id = b.p->tenant;
	job.subject = b.id;
	must(b.p, end_derivation(place_act(b.p), &job, JOB_KILLS));
	assert_string_equal(event(&b), "failure: We could not check the provider.system:derive_connection");
}
