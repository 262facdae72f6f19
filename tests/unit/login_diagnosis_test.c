/* SPDX-License-Identifier: Apache-2.0 */
#include "model/login/diagnosis.h"

#include <string.h>

#include "base/format.h"
#include "base/text.h"
#include "model/login/failure_rows.h"
#include "test.h"

#define ENTITY_ID "urn:postern:acme"
#define CALLBACK "https://login.acme.example/login/callback"

static struct arena *arena;

static struct diagnosis
diagnose(const char *strategy, const struct login_outcome *o)
{
	return login_diagnosis(arena, o, provider_find(strategy), "Acme", ENTITY_ID, CALLBACK);
}

static struct diagnosis
diagnose_failure(const struct provider *p, int failure)
{
	const struct login_outcome o = { .failure = login_failure_name((enum login_failure)failure),
		.expected = "what we expected", .came = "what came" };

	return login_diagnosis(arena, &o, p, "Acme", ENTITY_ID, CALLBACK);
}

/* --- the tables --- */

static void
check_step(const struct login_step *s, const char *where, int failure)
{
	const char *rest = s->text;
	struct conversion c;
	size_t count = 0;

	for (c = conversion_next(rest); c.length > 0; c = conversion_next(rest)) {
		CHECK(c.type == 's', "%s, %s: %s", where, login_failure_name(failure), s->text);
		rest += c.before + c.length;
		count++;
	}
	CHECK(s->values != NULL && strlen(s->values) == count
	    && strspn(s->values, "ceum") == count, "%s, %s: %s", where, login_failure_name(failure),
	    s->text);
}

static void
check_rows(const struct failure_row *rows, const char *where)
{
	size_t i;

	for (; rows->failure != LOGIN_PASSED; rows++) {
		check_step(&rows->happened, where, rows->failure);
		for (i = 0; i < 2; i++)
			if (rows->steps[i].text != NULL)
				check_step(&rows->steps[i], where, rows->failure);
		CHECK((rows->expected == NULL) == (rows->came == NULL), "%s: one label of %s", where,
		    login_failure_name(rows->failure));
	}
}

TEST(diagnosis_tables_have_a_value_for_each_conversion)
{
	const struct login_remedy *r;
	size_t i, j;

	check_rows(openid_failure_rows, "OpenID");
	check_rows(saml_failure_rows, "SAML");
	check_rows(failure_rows, "both");
	for (i = 0; i < provider_count; i++)
		for (r = providers[i]->remedies; r != NULL && r->failure != LOGIN_PASSED; r++)
			for (j = 0; j < 2; j++)
				if (j == 0 || r->steps[j].text != NULL)
					check_step(&r->steps[j], providers[i]->strategy, r->failure);
}

static void
check_words(const struct sentence *s, const struct provider *p, int failure)
{
	const char *words = sentence_english(arena, s);

	CHECK(*words != '\0' && strchr(words, '%') == NULL && strstr(words, ": .") == NULL
	    && words[strlen(words) - 1] != ' ', "%s, %s: %s", p->strategy,
	    login_failure_name(failure), words);
}

TEST(diagnosis_has_words_for_every_failure_at_every_provider)
{
	const struct sentence *steps;
	struct diagnosis d;
	size_t i, j;
	int failure;

	arena = arena_new();
	for (i = 0; i < provider_count; i++)
		for (failure = LOGIN_PASSED + 1; failure < LOGIN_FAILURES; failure++) {
			d = diagnose_failure(providers[i], failure);
			check_words(d.happened, providers[i], failure);
			CHECK(d.steps.count == 1 || d.steps.count == 2, "%s, %s: %zu steps",
			    providers[i]->strategy, login_failure_name(failure), d.steps.count);
			steps = d.steps.items;
			for (j = 0; j < d.steps.count; j++)
				check_words(&steps[j], providers[i], failure);
			if (d.expected_label != NULL)
				check_words(d.expected_label, providers[i], failure);
			if (d.came_label != NULL)
				check_words(d.came_label, providers[i], failure);
		}
	arena_free(arena);
}

/* How many failures differ from all others in what happened, or in how to mend it. */
static size_t
distinguishable(const struct provider *p)
{
	struct texts seen = { 0 };
	struct diagnosis d;
	const char *all;
	int failure;

	for (failure = LOGIN_PASSED + 1; failure < LOGIN_FAILURES; failure++) {
		d = diagnose_failure(p, failure);
		all = sentence_english(arena, d.happened);
		if (!texts_hold(&seen, all))
			texts_add(arena, &seen, all);
	}
	return seen.count;
}

TEST(diagnosis_tells_failures_apart)
{
	size_t i;

	arena = arena_new();
	for (i = 0; i < provider_count; i++)
		CHECK(distinguishable(providers[i]) >= 70, "%s: %zu", providers[i]->strategy,
		    distinguishable(providers[i]));
	arena_free(arena);
}

/* --- cases --- */

struct words_row {
	const char	*strategy, *failure;
	const char	*expected, *came;
	const char	*part;		/* of what happened */
};

TEST(diagnosis_looks_at_what_came)
{
	static const struct words_row rows[] = {
		{ "oidc", "issuer_wrong", "https://idp.example/", "https://idp.example", "by a slash" },
		{ "oidc", "issuer_wrong", "https://idp.example", "https://idp.example/", "by a slash" },
		{ "oidc", "issuer_wrong", "https://idp.example", "https://idp.example//", "another issuer" },
		{ "oidc", "issuer_wrong", "https://idp.example", "https://idp.examplf", "another issuer" },
		{ "oidc", "issuer_wrong", "https://login.microsoftonline.com/{tenantid}/v2.0",
		    "https://login.microsoftonline.com/1/v2.0", "all organizations" },
		{ "oidc", "issuer_wrong", "https://login.microsoftonline.com/common/v2.0",
		    "https://login.microsoftonline.com/1/v2.0", "all organizations" },
		{ "okta", "issuer_wrong", "https://acme.okta.com", "https://acme.okta.com/oauth2/default",
		    "authorization server" },
		{ "okta", "issuer_wrong", "https://acme.okta.com", "https://login.acme.example",
		    "another issuer" },
		{ "samlp", "issuer_wrong", "urn:a", "urn:a/", "by a slash" },
		{ "samlp", "issuer_wrong", "urn:a", "urn:b", "another identity provider" },
		{ "samlp", "audience_wrong", ENTITY_ID, NULL, "no audience" },
		{ "samlp", "audience_wrong", ENTITY_ID, ENTITY_ID "/", "by a slash" },
		{ "samlp", "audience_wrong", ENTITY_ID, "urn:b", "meant for another" },
		{ "oidc", "audience_wrong", "0oa1", "0oa2", "meant for another" },
		{ "samlp", "client_refused", NULL, NULL, "client secret" },
		{ "oidc", "status_authn_failed", NULL, NULL, "could not authenticate" },
		{ "oidc", "of_a_later_version", NULL, NULL, "do not recognize" },
	};
	struct login_outcome o;
	const char *is;
	size_t i;

	arena = arena_new();
	for (i = 0; i < COUNT(rows); i++) {
		o = (struct login_outcome){ .failure = rows[i].failure, .expected = rows[i].expected,
			.came = rows[i].came };
		is = sentence_english(arena, diagnose(rows[i].strategy, &o).happened);
		CHECK(strstr(is, rows[i].part) != NULL, "row %zu: %s", i, is);
	}
	arena_free(arena);
}

TEST(diagnosis_knows_whether_the_metadata_has_the_certificate)
{
	struct login_outcome o = { .failure = "signed_by_another", .expected = "AA", .came = "BB" };
	struct diagnosis d;

	arena = arena_new();
	d = diagnose("samlp", &o);
	assert_non_null(strstr(sentence_english(arena, d.happened), "not in the settings"));
	o.is_in_metadata = true;
	d = diagnose("samlp", &o);
	assert_non_null(strstr(sentence_english(arena, d.happened), "a new signing certificate"));
	assert_int_equal(d.mend, MEND_OPEN_SETTINGS);
	arena_free(arena);
}

TEST(diagnosis_measures_clocks)
{
	static const struct {
		const char	*failure;
		long		 seconds;
		const char	*words;
	} rows[] = {
		{ "clock_skew", 90, "The clock of your provider’s server is 90 seconds ahead of ours." },
		{ "clock_skew", -1, "The clock of your provider’s server is 1 second behind ours." },
		{ "clock_skew", -119, "The clock of your provider’s server is 119 seconds behind ours." },
		{ "clock_skew", 120, "The clock of your provider’s server is 2 minutes ahead of ours." },
		{ "clock_skew", -3600, "The clock of your provider’s server is 60 minutes behind ours." },
		{ "clock_skew", 0, "The clock of your provider’s server is wrong." },
		{ "answer_expired", 61, "Your provider’s answer had expired 61 seconds before it arrived." },
		{ "answer_expired", 600, "Your provider’s answer had expired 10 minutes before it arrived." },
		{ "answer_expired", 0, "Your provider’s answer had expired when it arrived." },
	};
	struct login_outcome o = { 0 };
	size_t i;

	arena = arena_new();
	for (i = 0; i < COUNT(rows); i++) {
		o.failure = rows[i].failure;
		o.seconds = rows[i].seconds;
		assert_string_equal(sentence_english(arena, diagnose("samlp", &o).happened), rows[i].words);
	}
	arena_free(arena);
}

TEST(diagnosis_labels_only_what_is_there)
{
	struct login_outcome o = { .failure = "encrypted_to_another", .came = "AA" };
	struct diagnosis d;

	arena = arena_new();
	d = diagnose("samlp", &o);
	assert_null(d.expected_label);
	assert_string_equal(sentence_english(arena, d.came_label), "Certificate it is encrypted for");
	o = (struct login_outcome){ .failure = "attribute_missing", .expected = "email and name" };
	d = diagnose("samlp", &o);
	assert_string_equal(sentence_english(arena, d.expected_label), "Missing values");
	assert_null(d.came_label);
	o = (struct login_outcome){ .failure = "access_denied", .expected = "a", .came = "b" };
	d = diagnose("samlp", &o);
	assert_null(d.expected_label);
	assert_null(d.came_label);
	arena_free(arena);
}

struct step_row {
	const char	*strategy, *failure, *code;
	const char	*part;		/* of the steps */
};

TEST(diagnosis_names_the_labels_of_the_console)
{
	static const struct step_row rows[] = {
		{ "oidc", "redirect_not_registered", NULL, CALLBACK },
		{ "samlp", "redirect_not_registered", NULL, CALLBACK },
		{ "samlp", "audience_wrong", NULL, ENTITY_ID },
		{ "oidc", "user_not_assigned", NULL, "application for Acme" },
		{ "oidc", "user_not_assigned", "access_denied", "application for Acme" },
		{ "okta", "user_not_assigned", NULL, "app integration for Acme and open Assignments" },
		{ "okta", "redirect_not_registered", NULL, "Sign-in redirect URIs: " CALLBACK },
		{ "okta", "client_refused", NULL, "Client Secrets" },
		{ "okta", "issuer_wrong", NULL, "Dynamic" },
		{ "okta-samlp", "audience_wrong", NULL, "Audience URI (SP Entity ID): " ENTITY_ID },
		{ "okta-samlp", "recipient_wrong", NULL, "Destination URL, too: " CALLBACK },
		{ "okta-samlp", "user_not_assigned", NULL, "open Assignments" },
		{ "oidc", "redirect_not_registered", NULL, "Valid redirect URIs" },
		{ "keycloak-samlp", "client_unknown", NULL, "Client ID must be exactly this: " ENTITY_ID },
		{ "keycloak-samlp", "destination_wrong", NULL, "Master SAML Processing URL to exactly this" },
		{ "auth0-samlp", "audience_wrong", NULL, "“audience” to exactly this: " ENTITY_ID },
		/* The row that leads it has a remedy. */
		{ "waad", "redirect_not_registered", NULL, "platform Web: " CALLBACK },
		{ "auth0-samlp", "client_unknown", NULL, ENTITY_ID },
		{ "google-apps", "redirect_not_registered", NULL, "Authorized redirect URIs" },
		{ "google-apps", "client_not_allowed", NULL, "API controls" },
		{ "adfs", "client_unknown", NULL, "Relying party trust identifier: " ENTITY_ID },
		{ "adfs", "name_id_missing", NULL, "Edit Claim Issuance Policy" },
		{ "pingfederate", "audience_wrong", NULL, "(Connection ID) to exactly this: " ENTITY_ID },
		{ "pingfederate", "unsigned", NULL, "Signature Policy" },
		/* A code tells the product. */
		{ "oidc", "user_not_assigned", "AADSTS50105", "Users and groups > Add user/group" },
		{ "oidc", "secret_expired", "AADSTS7000222", "Certificates & secrets" },
		{ "oidc", "mfa_refused", "AADSTS53003", "Conditional Access" },
		{ "samlp", "redirect_not_registered", "AADSTS50011", "Reply URL" },
		{ "samlp", "consent_missing", "AADSTS65001", "Grant admin consent" },
		{ "samlp", "client_unknown", "MSIS7007", "Relying Party Trusts" },
		{ "keycloak-samlp", "client_unknown", "MSIS7007", "Relying Party Trusts" },
		{ "samlp", "unsigned", "AADSTS1", "signature of assertions" },

	};
	struct login_outcome o;
	struct diagnosis d;
	const char *is;
	size_t i;

	arena = arena_new();
	for (i = 0; i < COUNT(rows); i++) {
		o = (struct login_outcome){ .failure = rows[i].failure, .code = rows[i].code };
		d = diagnose(rows[i].strategy, &o);
		is = sentences_english(arena, &d.steps);
		CHECK(strstr(is, rows[i].part) != NULL, "row %zu: %s", i, is);
	}
	arena_free(arena);
}

TEST(diagnosis_report_tells_what_was_seen)
{
	const struct login_outcome o = { .failure = "clock_skew", .expected = "12:00", .came = "12:02",
		.code = "E1", .detail = "NotBefore", .seconds = 120 };
	const struct login_outcome bare = { .failure = "other" };

	arena = arena_new();
	assert_string_equal(diagnosis_report(arena, &o, "lgn_1", "acme", 1000),
	    "Single sign-on test: clock_skew\nConnection: acme\nTest: lgn_1\n"
	    "Time: 1970-01-01T00:00:01.000Z\nExpected: 12:00\nReceived: 12:02\nProvider's code: E1\n"
	    "Detail: NotBefore\nSeconds: 120\n");
	assert_string_equal(diagnosis_report(arena, &bare, "lgn_1", "acme", 1000),
	    "Single sign-on test: other\nConnection: acme\nTest: lgn_1\n"
	    "Time: 1970-01-01T00:00:01.000Z\n");
	arena_free(arena);
}
