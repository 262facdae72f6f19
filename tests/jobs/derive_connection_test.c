/* SPDX-License-Identifier: Apache-2.0 */
#include "jobs/derive_connection.h"

#include <string.h>

#include "actions/connection.h"
#include "base/encode.h"
#include "base/sentence.h"
#include "base/text.h"
#include "derive_bench.h"
#include "hostile_server.h"
#include "store/revision.h"
#include "test.h"

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
		b = bench_made(rows[i].strategy, rows[i].options);
		CHECK(bench_run(&b, 1) == OK, "%s: %s", rows[i].options, said(&b.p->fault));
		assert_string_equal(bench_event(&b), SUCCESS);
		issuer = arena_print(b.p->arena, "https://localhost:%d%s", hostile_server.good, rows[i].path);
		assert_string_equal(bench_derived(&b, "r.derived ->> 'issuer'"), issuer);
		assert_string_equal(bench_derived(&b, "r.derived ->> 'token_endpoint'"), arena_print(b.p->arena,
		    "%s/token", issuer));
		assert_string_equal(bench_derived(&b, "r.derived -> 'oidc_metadata' -> "
		    "'id_token_signing_alg_values_supported'"), "[\"RS256\"]");
		assert_string_equal(bench_derived(&b, "(SELECT string_agg(k, ' ' ORDER BY k) FROM "
		    "jsonb_object_keys(r.derived) k)"), "authorization_endpoint issuer jwks_uri oidc_metadata "
		    "token_endpoint");
		assert_string_equal(bench_derived(&b, "(" SHOWN ") ->> 'client_id'"), "c");
	}
}

/* Such as Oracle's, Azure B2C's and others'.  Derived values can be sent back. */
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
		b = bench_made("oidc", arena_print(a, "\"client_id\":\"c\",\"discovery_url\":"
		    "\"https://localhost:%%d%s\"", rows[i].path));
		must(b.p, bench_run(&b, 1));
		assert_string_equal(bench_event(&b), SUCCESS);
		CHECK(text_is(bench_derived(&b, rows[i].expression), rows[i].value), "%s: %s", rows[i].path,
		    bench_derived(&b, rows[i].expression));
		whole = bench_derived(&b, "connection_options(r.settings, r.derived, c.config, NULL)::text");
		bench_change(&b, arena_copy(b.p->arena, whole + 1, strlen(whole) - 2));
	}
	arena_free(a);
}

TEST(derived_is_the_metadata_of_a_saml_provider)
{
	struct arena *a = arena_new();
	struct bench b = bench_made("samlp", "\"metadataUrl\":\"https://localhost:%d/metadata\"");
	const char *xml = bench_as_json(a, bench_file_text(a, "metadata/valid/adfs/metadata.xml"));
	const char *issuer, *all;

	must(b.p, bench_run(&b, 1));
	assert_string_equal(bench_event(&b), SUCCESS);
	issuer = bench_derived(&b, "r.derived ->> 'idpEntityId'");
	all = arena_text(a, bench_derived(&b, "r.derived::text"));
	CHECK(text_starts(issuer, "http"), "%s", all);
	assert_string_equal(bench_derived(&b, "(SELECT string_agg(k, ' ' ORDER BY k) FROM "
	    "jsonb_object_keys(r.derived) k WHERE k <> 'subject')"), "cert expires idpEntityId "
	    "protocolBinding signInEndpoint signOutEndpoint signingCert thumbprints");
	/* the same document, sent as text or fetched from AD FS */
	b = bench_made("samlp", arena_print(a, "\"metadataXml\":%s", xml));
	must(b.p, bench_run(&b, 1));
	assert_string_equal(bench_derived(&b, "r.derived::text"), all);
	b = bench_made("adfs", arena_print(a, "\"fedMetadataXml\":%s", xml));
	must(b.p, bench_run(&b, 1));
	assert_string_equal(bench_derived(&b, "r.derived::text"), all);
	b = bench_made("adfs", "\"adfs_server\":\"https://localhost:%d/metadata\"");
	must(b.p, bench_run(&b, 1));
	assert_string_equal(bench_derived(&b, "r.derived::text"), all);
	/* compressed although nobody asked, and only for those who name what they want */
	b = bench_made("adfs", "\"adfs_server\":\"https://localhost:%d/gzip/metadata\"");
	must(b.p, bench_run(&b, 1));
	assert_string_equal(bench_derived(&b, "r.derived::text"), all);
	b = bench_made("samlp", "\"metadataUrl\":\"https://localhost:%d/negotiated\"");
	must(b.p, bench_run(&b, 1));
	assert_string_equal(bench_derived(&b, "r.derived::text"), all);
	arena_free(a);
}

TEST(derived_is_what_a_certificate_says)
{
	static const char *const strategies[] = { "samlp", "pingfederate" };
	struct arena *a = arena_new();
	const char *pem = bench_file_text(a, "certificate/rsa.pem");
	const char *encoded = base64_encode(a, pem, strlen(pem));
	const char *forms[] = { bench_as_json(a, pem), bench_as_json(a, encoded),
		bench_as_json(a, arena_print(a, "{\"x5c\":[\"%s\"]}", encoded)),
		bench_as_json(a, arena_print(a, "<X509Certificate>%s</X509Certificate>", encoded)) };
	struct bench b;
	size_t i;

	for (i = 0; i < sizeof(forms) / sizeof(forms[0]); i++) {
		b = bench_made(strategies[i % 2], arena_print(a, "\"pingFederateBaseUrl\":\"https://p.example\","
		    "\"signInEndpoint\":\"https://p.example/in\",\"signingCert\":%s", forms[i]));
		must(b.p, bench_run(&b, 1));
		assert_string_equal(bench_derived(&b, "(SELECT string_agg(k, ' ' ORDER BY k) FROM "
		    "jsonb_object_keys(r.derived - 'signInEndpoint') k)"), "cert expires subject thumbprints");
		assert_string_equal(bench_derived(&b, "r.derived ->> 'cert' LIKE '-----BEGIN CERTIFICATE-----%' AND "
		    "r.derived #>> '{thumbprints,0}' ~ '^[0-9a-f]{40}$'"), "t");
		assert_string_equal(bench_derived(&b, "(" SHOWN ") ->> 'signInEndpoint'"),
		    "https://p.example/in");
	}
	arena_free(a);
}

TEST(derived_is_nothing_where_every_value_was_sent)
{
	static const struct {
		const char	*strategy, *options;
	} rows[] = {
		{ "waad", "\"client_id\":\"c\",\"useCommonEndpoint\":true" },
		{ "oidc", "\"client_id\":\"c\"" }, { "samlp", "\"signInEndpoint\":\"https://i.example\"" },
		{ "adfs", "\"signInEndpoint\":\"https://i.example\"" },
	};
	struct bench b;
	size_t i;

	for (i = 0; i < COUNT(rows); i++) {
		b = bench_made(rows[i].strategy, rows[i].options);
		must(b.p, bench_run(&b, 1));
		assert_string_equal(bench_derived(&b, "r.derived::text"), "{}");
		assert_string_equal(bench_event(&b), "");
	}
}

/* An error that waiting cannot mend ends the job at once, with an event. */
TEST(derived_stays_empty_where_the_provider_says_nonsense)
{
	static const struct {
		const char	*strategy, *options, *sentence;
	} rows[] = {
		{ "samlp", "\"metadataUrl\":\"https://localhost:%d/html\"", "HTML" },
		{ "waad", "\"client_id\":\"c\",\"tenant_domain\":\"common\"", "stands for all Microsoft tenants" },
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
		b = bench_made(rows[i].strategy, rows[i].options);
		CHECK(bench_run(&b, 1) == OK, "%s: %s", rows[i].options, said(&b.p->fault));
		CHECK(text_starts(bench_event(&b), "failure: ") && strstr(bench_event(&b), rows[i].sentence) != NULL,
		    "%s: %s", rows[i].options, bench_event(&b));
		assert_string_equal(bench_derived(&b, "r.derived::text"), "{}");
	}
}

TEST(derived_is_nothing_of_a_certificate_with_a_weak_key)
{
	static const char *const options[] = { "signingCert", "cert" };
	struct arena *a = arena_new();
	const char *weak = bench_as_json(a, bench_file_text(a, "certificate/weak.pem"));
	struct bench b;
	size_t i;

	for (i = 0; i < COUNT(options); i++) {
		b = bench_made("samlp", arena_print(a, "\"signInEndpoint\":\"https://p.example/in\",\"%s\":%s",
		    options[i], weak));
		must(b.p, bench_run(&b, 1));
		CHECK(strstr(bench_event(&b), "because its RSA key is too weak: it has only 1024 "
		    "bits") != NULL, "%s: %s",
		    options[i], bench_event(&b));
		assert_string_equal(bench_derived(&b, "r.derived::text"), "{}");
	}
	arena_free(a);
}

TEST(derived_is_tried_again_while_the_provider_is_away)
{
	struct bench b = bench_made("samlp", "\"metadataUrl\":\"https://localhost:%d/503\"");
	long attempt;

	for (attempt = 1; attempt < 6; attempt++) {
		assert_int_equal(bench_run(&b, attempt), UNAVAILABLE);
		assert_string_equal(bench_event(&b), "");
		sql("UPDATE job SET leased_until = NULL");
	}
	must(b.p, bench_run(&b, 6));
	CHECK(text_starts(bench_event(&b), "failure: "), "%s", bench_event(&b));
	/* there are more attempts only if a process was killed during one */
	sql("UPDATE job SET leased_until = NULL");
	must(b.p, bench_run(&b, 7));
	CHECK(strstr(bench_event(&b), "We could not check the provider.") != NULL, "%s", bench_event(&b));
	assert_string_equal(bench_derived(&b, "r.derived::text"), "{}");
}

TEST(derived_is_kept_while_its_source_stays)
{
	struct bench b = bench_made("oidc", "\"client_id\":\"c\",\"discovery_url\":\"https://localhost:%d/idp\"");
	const char *url = arena_print(b.p->arena, "\"discovery_url\":\"https://localhost:%d/idp\"",
	    hostile_server.good), *before;

	must(b.p, bench_run(&b, 1));
	before = bench_derived(&b, "r.derived::text");
	bench_change(&b, arena_print(b.p->arena, "\"client_id\":\"other\",%s", url));
	assert_string_equal(bench_derived(&b, "r.revision || r.derived::text"), arena_print(b.p->arena, "2%s",
	    before));
	sql("UPDATE job SET leased_until = NULL");
	must(b.p, bench_run(&b, 1));
	assert_int_equal(sql_long("SELECT count(*) FROM event WHERE tenant_id = '%s' AND kind = "
	    "'provider_check'", b.p->tenant), 1);
	bench_change(&b, "\"client_id\":\"other\",\"discovery_url\":\"https://elsewhere.example\"");
	assert_string_equal(bench_derived(&b, "r.revision || r.derived::text"), "3{}");
}

TEST(derived_of_a_former_revision_is_not_kept)
{
	struct bench b = bench_made("samlp", "\"metadataUrl\":\"https://localhost:%d/metadata\"");
	struct place *p = b.p;
	struct derivation wanted;

	must(p, derive_wanted(place_act(p), b.id, &wanted));
	bench_change(&b, "\"debug\":true");
	must(p, derive_keep(place_act(p), b.id, wanted.revision, "{\"cert\":\"former\"}"));
	must(p, derive_fail(place_act(p), b.id, wanted.revision,
	    &(struct objects){ sentence(p->arena, "former"), 1 }));
	assert_int_equal(sql_long("SELECT count(*) FROM connection_revision WHERE tenant_id = '%s' AND "
	    "derived <> '{}'", p->tenant), 0);
	assert_string_equal(bench_event(&b), "");
	/* there is nothing to do for a deleted connection, either */
	sql("DELETE FROM connection WHERE tenant_id = '%s'", p->tenant);
	must(p, bench_run(&b, 1));
}

TEST(derivations_that_killed_their_worker_end_with_a_diagnosis)
{
	struct bench b = bench_made("samlp", "\"metadataUrl\":\"https://localhost:%d/metadata\"");
	struct job job = { .tenant_id = b.p->tenant, .kind = "derive_connection", .subject = b.id };

	must(b.p, end_derivation(place_act(b.p), &job, JOB_TOO_MUCH_WORK));
	assert_string_equal(bench_event(&b), "failure: The provider's document is too complex for "
	    "us to read. Use one that describes only this "
	    "provider.system:derive_connection");
	b = bench_made("samlp", "\"metadataUrl\":\"https://localhost:%d/metadata\"");
	job.tenant_id = b.p->tenant;
	job.subject = b.id;
	must(b.p, end_derivation(place_act(b.p), &job, JOB_KILLS));
	assert_string_equal(bench_event(&b), "failure: We could not check the provider.system:derive_connection");
}
