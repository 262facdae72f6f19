/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "base/text.h"
#include "derive_bench.h"
#include "hostile_server.h"
#include "test.h"

#define SENT_DOCUMENT(issuer) "\"oidc_metadata\":{\"issuer\":\"" issuer "\",\"authorization_endpoint\":" \
	"\"https://sent.example/a\",\"token_endpoint\":\"https://sent.example/t\",\"jwks_uri\":" \
	"\"https://sent.example/j\",\"id_token_signing_alg_values_supported\":[\"RS256\"]}"

static const char *
discovery_url(struct bench *b, const char *path)
{
	return arena_print(b->p->arena, "\"discovery_url\": \"%s\"", bench_at_good(b, path));
}

#define SENT_ENDPOINTS "\"issuer\":\"https://sent.example\",\"authorization_endpoint\":" \
	"\"https://sent.example/a\",\"jwks_uri\":\"https://sent.example/jwks\",\"userinfo_endpoint\":null," \
	"\"type\":\"front_channel\""

static void
check_sent_and_found(struct bench *b, const char *path)
{
	assert_string_equal(bench_shown(b, "issuer"), "https://sent.example");
	assert_string_equal(bench_shown(b, "authorization_endpoint"), "https://sent.example/a");
	assert_string_equal(bench_shown(b, "jwks_uri"), "https://sent.example/jwks");
	assert_string_equal(bench_shown(b, "token_endpoint"), bench_at_good(b, arena_print(b->p->arena, "%s/token", path)));
}

/* A program that applies the same again and again comes to rest. */
TEST(derived_values_only_fill_what_a_program_left_out)
{
	static const char sent[] = "\"client_id\":\"c\",\"discovery_url\":\"https://localhost:%d/idp\"," SENT_ENDPOINTS;
	struct bench b = bench_made("oidc", sent);
	const char *before;
	int i;

	must(b.p, bench_run(&b, 1));
	check_sent_and_found(&b, "/idp");
	before = arena_text(b.p->arena, bench_derived(&b, SHOWN "::text"));
	for (i = 0; i < 2; i++) {
		bench_apply(&b, arena_print(b.p->arena, "\"client_id\":\"c\",\"discovery_url\":\"%s\"," SENT_ENDPOINTS,
		    bench_at_good(&b, "/idp")));
		assert_string_equal(bench_derived(&b, SHOWN "::text"), before);
		assert_string_equal(bench_derived(&b, "r.revision"), "1");
	}
	bench_send_back(&b, discovery_url(&b, "/idp"), discovery_url(&b, ""));
	check_sent_and_found(&b, "");
	/* what it no longer sends comes from the provider */
	bench_apply(&b, arena_print(b.p->arena, "\"client_id\":\"c\",\"discovery_url\":\"%s\"", bench_at_good(&b, "")));
	assert_string_equal(bench_shown(&b, "issuer"), bench_at_good(&b, ""));
}

TEST(derived_values_are_not_frozen_by_sending_them_back)
{
	struct bench b = bench_made("oidc", "\"client_id\":\"c\",\"discovery_url\":\"https://localhost:%d/idp\"");
	const char *now = bench_at_good(&b, "/idp/token");

	must(b.p, bench_run(&b, 1));
	sql("UPDATE connection_revision SET derived = derived || '{\"token_endpoint\":\"https://former.example/t\"}' "
	    "WHERE connection_id = '%s'", b.id);
	assert_string_equal(bench_shown(&b, "token_endpoint"), "https://former.example/t");
	bench_send_back(&b, "\"client_id\": \"c\"", "\"client_id\":\"c\",\"scope\":\"openid\"");
	assert_string_equal(bench_shown(&b, "token_endpoint"), now);
	/* nor where the assistant confirmed them */
	sql("UPDATE connection_revision SET settings = settings || derived || '{\"token_endpoint\":"
	    "\"https://former.example/t\"}', derived = '{}', own_options = '{}' WHERE connection_id = '%s'", b.id);
	bench_send_back(&b, "\"scope\": \"openid\"", "\"scope\":\"openid email\"");
	assert_string_equal(bench_shown(&b, "token_endpoint"), now);
	assert_string_equal(bench_derived(&b, "r.own_options"), "{scope}");
	/* a value that differs is the program's own, and stays */
	bench_send_back(&b, arena_print(b.p->arena, "\"schema_version\": \"oidc-V4\", \"token_endpoint\": \"%s\"", now),
	    "\"token_endpoint\":\"https://sent.example/t\"");
	bench_send_back(&b, "\"scope\": \"openid email\"", "\"scope\":\"openid\"");
	assert_string_equal(bench_shown(&b, "token_endpoint"), "https://sent.example/t");
	assert_string_equal(bench_derived(&b, "r.own_options"), "{scope,token_endpoint}");
	/* without an address there is nobody to follow */
	bench_apply(&b, arena_print(b.p->arena, "\"client_id\":\"c\",\"issuer\":\"%s\"", bench_at_good(&b, "/idp")));
	assert_string_equal(bench_shown(&b, "issuer"), bench_at_good(&b, "/idp"));
}

/* A program may change an option twice after it has read the connection once. */
TEST(derived_values_are_not_frozen_by_what_was_read_before)
{
	struct bench b = bench_made("oidc", "\"client_id\":\"c\",\"discovery_url\":\"https://localhost:%d/idp\"");
	const char *read;

	must(b.p, bench_run(&b, 1));
	sql("UPDATE connection_revision SET derived = derived || '{\"token_endpoint\":\"https://former.example/t\"}' "
	    "WHERE connection_id = '%s'", b.id);
	read = bench_derived(&b, "connection_options(r.settings, r.derived, r.own_options, c.config, NULL)");
	read = arena_copy(b.p->arena, read + 1, strlen(read) - 2);
	bench_apply(&b, arena_print(b.p->arena, "%s,\"upstream_params\":{}", read));
	assert_string_equal(bench_shown(&b, "token_endpoint"), bench_at_good(&b, "/idp/token"));
	bench_apply(&b, arena_print(b.p->arena, "%s,\"scope\":\"openid\"", read));
	assert_string_equal(bench_derived(&b, "r.own_options"), "{client_id,discovery_url,scope}");
	assert_string_equal(bench_shown(&b, "token_endpoint"), bench_at_good(&b, "/idp/token"));
}

TEST(derived_values_that_a_provider_takes_back_are_gone)
{
	struct bench b = bench_made("oidc", "\"client_id\":\"c\",\"discovery_url\":\"https://localhost:%d/idp\"");

	must(b.p, bench_run(&b, 1));
	sql("UPDATE connection_revision SET derived = derived || '{\"mtls_endpoint_aliases\":{}}' "
	    "WHERE connection_id = '%s'", b.id);
	bench_send_back(&b, "\"client_id\": \"c\"", "\"client_id\":\"c\"");
	assert_string_equal(bench_derived(&b, "coalesce(connection_options(r.settings, r.derived, r.own_options, c.config, NULL) "
	    "->> 'mtls_endpoint_aliases', 'none')"), "none");
}

TEST(derived_values_of_saml_only_fill_what_a_program_left_out)
{
	struct arena *a = arena_new();
	const char *pem = bench_as_json(a, bench_file_text(a, "certificate/p384.pem"));
	struct bench b = bench_made("samlp", "\"metadataUrl\":\"https://localhost:%d/metadata\"");
	const char *theirs, *ours;

	must(b.p, bench_run(&b, 1));
	theirs = arena_text(a, bench_shown(&b, "thumbprints"));
	b = bench_made("samlp", arena_print(a, "\"signInEndpoint\":\"https://p.example/in\",\"signingCert\":%s", pem));
	must(b.p, bench_run(&b, 1));
	ours = arena_text(a, bench_shown(&b, "thumbprints"));
	assert_string_not_equal(theirs, ours);
	/* the certificate goes with all that tells of it */
	b = bench_made("samlp", arena_print(a, "\"signInEndpoint\":\"https://p.example/in\",\"signingCert\":%s,"
	    "\"metadataUrl\":\"https://localhost:%%d/metadata\"", pem));
	must(b.p, bench_run(&b, 1));
	assert_string_equal(bench_shown(&b, "signInEndpoint"), "https://p.example/in");
	assert_string_equal(bench_shown(&b, "thumbprints"), ours);
	assert_true(text_starts(bench_shown(&b, "signingCert"), "-----BEGIN"));
	assert_true(text_starts(bench_shown(&b, "idpEntityId"), "http"));
	bench_send_back(&b, "\"https://p.example/in\"", "\"https://p.example/other\"");
	assert_string_equal(bench_shown(&b, "signInEndpoint"), "https://p.example/other");
	assert_string_equal(bench_shown(&b, "thumbprints"), ours);
	bench_apply(&b, arena_print(a, "\"metadataUrl\":\"%s\"", bench_at_good(&b, "/metadata")));
	assert_string_equal(bench_shown(&b, "thumbprints"), theirs);
	arena_free(a);
}

TEST(derived_sign_in_endpoint_of_pingfederate_follows_its_base_url)
{
	struct arena *a = arena_new();
	struct bench b = bench_made("pingfederate", arena_print(a, "\"pingFederateBaseUrl\":\"https://p.example\","
	    "\"signingCert\":%s", bench_as_json(a, bench_file_text(a, "certificate/rsa.pem"))));

	assert_string_equal(bench_shown(&b, "signInEndpoint"), "https://p.example");
	must(b.p, bench_run(&b, 1));
	bench_send_back(&b, "\"pingFederateBaseUrl\": \"https://p.example\"", "\"pingFederateBaseUrl\":\"https://q.example\"");
	assert_string_equal(bench_shown(&b, "signInEndpoint"), "https://q.example");
	bench_send_back(&b, "\"signInEndpoint\": \"https://q.example\"", "\"signInEndpoint\":\"https://q.example/in\"");
	assert_string_equal(bench_shown(&b, "signInEndpoint"), "https://q.example/in");
	arena_free(a);
}

TEST(derived_is_a_document_that_a_program_set)
{
	struct bench b = bench_made("oidc", "\"client_id\":\"c\"," SENT_DOCUMENT("https://sent.example"));

	must(b.p, bench_run(&b, 1));
	assert_string_equal(bench_derived(&b, "r.derived ->> 'jwks_uri'"), "https://sent.example/j");
	b = bench_made("okta", "\"client_id\":\"c\",\"domain\":\"sent.example\","
	    SENT_DOCUMENT("https://sent.example/oauth2/default"));
	must(b.p, bench_run(&b, 1));
	assert_string_equal(bench_derived(&b, "r.derived ->> 'issuer'"), "https://sent.example/oauth2/default");
	b = bench_made("oidc", "\"client_id\":\"c\",\"discovery_url\":\"https://localhost:%d/404\","
	    SENT_DOCUMENT("https://other.example"));
	must(b.p, bench_run(&b, 1));
	assert_string_equal(bench_event(&b), SUCCESS);
	assert_string_equal(bench_shown(&b, "issuer"), "https://other.example");
}

/* A document that was only sent back is not the new address's. */
TEST(derived_is_the_document_of_a_new_address)
{
	struct bench b = bench_made("oidc", "\"client_id\":\"c\",\"discovery_url\":\"https://localhost:%d/idp\"");

	must(b.p, bench_run(&b, 1));
	bench_send_back(&b, discovery_url(&b, "/idp"), discovery_url(&b, ""));
	assert_string_equal(bench_derived(&b, "(" SHOWN ") #>> '{oidc_metadata,issuer}'"), bench_at_good(&b, ""));
	assert_string_equal(bench_shown(&b, "issuer"), bench_at_good(&b, ""));
}
