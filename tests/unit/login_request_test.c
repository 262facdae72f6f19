/* SPDX-License-Identifier: Apache-2.0 */
#include "model/login/request.h"

#include <string.h>

#include "base/encode.h"
#include "base/text.h"
#include "test.h"

#define LOGIN "lgn_ABCDEFGHIJKLMNOPQRSTUVWX"
#define BROWSER "0123456789012345678901234567890123456789"
/* By Python's hmac, of "nonce LOGIN" and "verifier LOGIN", and by hashlib of the verifier. */
#define NONCE "wXb2AEjMPVJnZrhUoEcPZ7COa8l7bjoCQJMUM9GoV2M"
#define VERIFIER "kbrLyDRXCOox48QPZSJ2oKoCuAwEQGqYAa0-XODJFYM"
#define CHALLENGE "LFpFrxY4mtXWXvB-x0o6o6VaYmIqSp3JPD2E0XZclhw"

static struct arena *a;

static struct login_settings
openid(void)
{
	return (struct login_settings){ .authorization_endpoint = "https://idp.example.com/authorize",
		.client_id = "a b", .scope = "openid email", .uses_pkce = true,
		.acs_url = "https://login.acme.example/login/callback" };
}

static struct login_settings
saml(void)
{
	return (struct login_settings){ .sign_in_url = "https://idp.example.com/sso?a=1&b=2",
		.entity_id = "urn:auth0:acme:sso",
		.acs_url = "https://login.acme.example/login/callback?connection=sso" };
}

TEST(a_login_id_is_lgn_and_24_letters_and_digits)
{
	a = arena_new();
	assert_true(login_is_id(login_id_new(a)));
	assert_string_not_equal(login_id_new(a), login_id_new(a));
	assert_true(login_is_id(LOGIN));
	assert_false(login_is_id("lgn_ABCDEFGHIJKLMNOPQRSTUVW"));
	assert_false(login_is_id("lgn_ABCDEFGHIJKLMNOPQRSTUVWXY"));
	assert_false(login_is_id("lgn_ABCDEFGHIJKLMNOPQRSTUVW-"));
	assert_false(login_is_id("lgx_ABCDEFGHIJKLMNOPQRSTUVWX"));
	assert_false(login_is_id(""));
	arena_free(a);
}

TEST(a_state_of_a_login_has_one_name)
{
	int s;

	for (s = LOGIN_SIGNING; s <= LOGIN_OVER; s++)
		assert_int_equal(login_state_parse(login_state_name((enum login_state)s)), s);
	assert_int_equal(login_state_parse("of a later version"), LOGIN_OVER);
}

TEST(nonce_and_verifier_follow_from_browser_and_login)
{
	a = arena_new();
	assert_string_equal(login_nonce(a, BROWSER, LOGIN), NONCE);
	assert_string_equal(login_verifier(a, BROWSER, LOGIN), VERIFIER);
	assert_string_not_equal(login_nonce(a, BROWSER "0", LOGIN), NONCE);
	arena_free(a);
}

TEST(an_authorization_request_proves_the_browser_and_the_key)
{
	struct login_settings s = openid();

	a = arena_new();
	assert_string_equal(openid_request_url(a, &s, LOGIN, BROWSER, false),
	    "https://idp.example.com/authorize?client_id=a%20b"
	    "&redirect_uri=https%3A%2F%2Flogin.acme.example%2Flogin%2Fcallback&response_type=code"
	    "&scope=openid%20email&state=" LOGIN "&nonce=" NONCE
	    "&code_challenge=" CHALLENGE "&code_challenge_method=S256");
	arena_free(a);
}

TEST(an_authorization_request_names_the_domain)
{
	struct upstream_parameter other = { .name = "hd", .value = "other.example" };
	const char *domains[] = { "acme.example", "verified.example" };
	struct login_settings s = openid();
	const char *url;

	a = arena_new();
	s.upstream = (struct objects){ &other, 1 };
	url = openid_request_url(a, &s, LOGIN, BROWSER, false);
	assert_non_null(strstr(url, "&hd=other.example"));
	s.domain_claim = "hd";
	s.domains = (struct texts){ domains, COUNT(domains) };
	url = openid_request_url(a, &s, LOGIN, BROWSER, false);
	assert_non_null(strstr(url, "&hd=acme.example"));
	assert_null(strstr(strstr(url, "&hd=") + 1, "&hd="));
	arena_free(a);
}

TEST(the_front_channel_is_asked_to_post_its_token)
{
	struct login_settings s = openid();

	a = arena_new();
	s.is_front_channel = true;
	s.uses_pkce = false;
	assert_string_equal(openid_request_url(a, &s, LOGIN, BROWSER, true),
	    "https://idp.example.com/authorize?client_id=a%20b"
	    "&redirect_uri=https%3A%2F%2Flogin.acme.example%2Flogin%2Fcallback&response_type=id_token"
	    "&scope=openid%20email&state=" LOGIN "&nonce=" NONCE
	    "&response_mode=form_post&prompt=login");
	arena_free(a);
}

TEST(parameters_of_the_connection_follow_and_replace_none_of_ours)
{
	struct upstream_parameter further[] = {
		{ .name = "prompt", .value = "select_account" }, { .name = "state", .value = "x" },
		{ .name = "redirect_uri", .value = "https://evil.example" }, { .name = "login_hint" },
		{ .name = "ui locales", .value = "de fr" },
	};
	struct login_settings s = openid();
	const char *url, *forced;

	a = arena_new();
	s.uses_pkce = false;
	s.upstream = (struct objects){ further, COUNT(further) };
	url = openid_request_url(a, &s, LOGIN, BROWSER, false);
	forced = openid_request_url(a, &s, LOGIN, BROWSER, true);
	assert_string_equal(strstr(url, NONCE) + strlen(NONCE),
	    "&prompt=select_account&ui%20locales=de%20fr");
	assert_string_equal(strstr(forced, NONCE) + strlen(NONCE), "&prompt=login&ui%20locales=de%20fr");
	assert_null(strstr(url, "evil"));
	arena_free(a);
}

TEST(an_address_with_a_query_keeps_it)
{
	static const struct {
		const char	*address, *whole;
	} rows[] = {
		{ "https://idp/sso", "https://idp/sso?q" },
		{ "https://idp/sso?", "https://idp/sso?q" },
		{ "https://idp/sso?a=1", "https://idp/sso?a=1&q" },
		{ "https://idp/sso?a=1&", "https://idp/sso?a=1&q" },
	};
	size_t i;

	a = arena_new();
	for (i = 0; i < COUNT(rows); i++)
		assert_string_equal(authn_request_url(a, rows[i].address, "q"), rows[i].whole);
	arena_free(a);
}

#define AUTHN_REQUEST(force, policy) \
	"<samlp:AuthnRequest xmlns:samlp=\"urn:oasis:names:tc:SAML:2.0:protocol\"" \
	" xmlns:saml=\"urn:oasis:names:tc:SAML:2.0:assertion\" ID=\"_" LOGIN "\" Version=\"2.0\"" \
	" IssueInstant=\"2026-11-30T18:00:00.000Z\"" \
	" Destination=\"https://idp.example.com/sso?a=1&amp;b=2\"" \
	" ProtocolBinding=\"urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST\"" \
	" AssertionConsumerServiceURL=\"https://login.acme.example/login/callback?connection=sso\"" \
	force "><saml:Issuer>urn:auth0:acme:sso</saml:Issuer><samlp:NameIDPolicy" policy \
	" AllowCreate=\"true\"/></samlp:AuthnRequest>"

TEST(an_authn_request_asks_for_no_more_than_it_needs)
{
	struct login_settings s = saml();
	moment now;

	a = arena_new();
	assert_true(moment_read("2026-11-30T18:00:00Z", &now));
	assert_string_equal(authn_request_xml(a, &s, LOGIN, now, false), AUTHN_REQUEST("", ""));
	s.name_id_format = "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress";
	assert_string_equal(authn_request_xml(a, &s, LOGIN, now, true),
	    AUTHN_REQUEST(" ForceAuthn=\"true\"",
	    " Format=\"urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress\""));
	arena_free(a);
}

TEST(an_authn_request_escapes_what_it_is_given)
{
	struct login_settings s = saml();
	const char *xml;

	a = arena_new();
	s.entity_id = "a<b>&\"c\"\n\x01";
	xml = authn_request_xml(a, &s, LOGIN, 0, false);
	assert_non_null(strstr(xml, "<saml:Issuer>a&lt;b&gt;&amp;&quot;c&quot;&#10;</saml:Issuer>"));
	arena_free(a);
}

/* The bytes of the parameter SAMLRequest. */
static const unsigned char *
sent(const char *query, size_t *count)
{
	const char *value = query + strlen("SAMLRequest="), *end = strchr(value, '&');

	assert_true(text_starts(query, "SAMLRequest="));
	assert_string_equal(end, "&RelayState=" LOGIN);
	return (const unsigned char *)base64_bytes(a, form_decode(a, value, (size_t)(end - value)), count);
}

TEST(a_redirected_request_is_deflated_by_a_stored_block)
{
	static const unsigned char abc[] = { 1, 3, 0, 0xfc, 0xff, 'a', 'b', 'c' };
	const unsigned char *bytes;
	size_t count;

	a = arena_new();
	bytes = sent(authn_request_query(a, "abc", LOGIN), &count);
	assert_int_equal(count, sizeof(abc));
	assert_memory_equal(bytes, abc, sizeof(abc));
	arena_free(a);
}

TEST(a_long_request_is_deflated_by_several_blocks)
{
	const unsigned char *bytes;
	char *xml;
	size_t count;

	a = arena_new();
	xml = arena_alloc(a, 65538);
	memset(xml, 'x', 65537);
	bytes = sent(authn_request_query(a, xml, LOGIN), &count);
	assert_int_equal(count, 65537 + 5 + 5);
	assert_memory_equal(bytes, "\0\xff\xff\0\0xx", 7);
	assert_memory_equal(bytes + 5 + 65535, "\1\2\0\xfd\xffxx", 7);
	arena_free(a);
}
