/*
 * openid_failure_rows.c - failures of OpenID Connect
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "model/login/failure_rows.h"

#include <string.h>

/* Microsoft's address for all organizations: its issuer has a placeholder, its tokens a tenant. */
static bool
is_for_all_tenants(const struct login_outcome *o)
{
	return o->expected != NULL && (strstr(o->expected, "{tenantid}") != NULL
	    || strstr(o->expected, "microsoftonline.com/common") != NULL
	    || strstr(o->expected, "microsoftonline.com/organizations") != NULL);
}

/* Okta's custom authorization servers, of which an organization may have several. */
static bool
is_of_authorization_server(const struct login_outcome *o)
{
	return (o->expected != NULL && strstr(o->expected, "/oauth2/") != NULL)
	    || (o->came != NULL && strstr(o->came, "/oauth2/") != NULL);
}

static bool
has_no_domain(const struct login_outcome *o)
{
	return o->came == NULL;
}

static const char another_account[] = N_("Test again with an account of your organization.");
#define ANOTHER_ACCOUNT { another_account, "" }

static const char compare_client_id[] = N_("Compare the client ID in the settings with the one that "
    "your provider’s console shows for the application for %s.");
#define COMPARE_CLIENT_ID { compare_client_id, "c" }

const struct failure_row openid_failure_rows[] = {
	/* --- the provider refused --- */
	{ .failure = LOGIN_REDIRECT_NOT_REGISTERED, .mend = MEND_TEST_AGAIN,
	  .happened = { N_("The application at your provider does not have our callback "
	      "URL."), "" },
	  .steps = {
	    { N_("In your provider’s console, add exactly this URL to the application’s redirect "
	        "URIs: %s"), "u" },
	    { N_("Save, wait a minute, and test again."), "" } } },
	{ .failure = LOGIN_CLIENT_UNKNOWN, .mend = MEND_OPEN_SETTINGS,
	  .happened = { N_("Your provider does not know the client ID in the settings."), "" },
	  .steps = { COMPARE_CLIENT_ID,
	    { N_("Check that the issuer or discovery URL in the settings is of the tenant, realm "
	        "or organization that has the application, and that the application is turned "
	        "on."), "" } } },
	{ .failure = LOGIN_CLIENT_NOT_ALLOWED, .mend = MEND_TEST_AGAIN,
	  .happened = { N_("Your provider does not let this application sign people in the way we "
	      "ask for."), "" },
	  .steps = {
	    { N_("In your provider’s console, check that the application is a web application with "
	        "a client secret, that it allows the grant type authorization code, and that it is "
	        "turned on."), "" },
	    { N_("If your provider has access policies for applications, allow the application for "
	        "%s there."), "c" } } },
	{ .failure = LOGIN_CLIENT_REFUSED, .mend = MEND_OPEN_SETTINGS,
	  .happened = { N_("Your provider did not accept the client secret or key of this "
	      "connection."), "" },
	  .steps = {
	    { N_("In your provider’s console, copy the client secret again, or create a new one. "
	        "Copy its value, not its ID."), "" },
	    { N_("Enter it in the settings. Check there that the client ID is of the same "
	        "application."), "" } } },
	{ .failure = LOGIN_SECRET_EXPIRED, .mend = MEND_OPEN_SETTINGS,
	  .happened = { N_("The client secret has expired."), "" },
	  .steps = {
	    { N_("In your provider’s console, create a new client secret for the application and "
	        "copy its value."), "" },
	    { N_("Enter the new secret in the settings."), "" } } },
	{ .failure = LOGIN_CODE_REFUSED, .mend = MEND_TEST_AGAIN,
	  .happened = { N_("Your provider did not accept the code that it had issued for this "
	      "sign-in."), "" },
	  .steps = {
	    { N_("Test again, without reloading a page or going back. A code works once, and only "
	        "for a short time."), "" },
	    { N_("If it fails again, check that the client ID and the issuer in the settings are "
	        "of the same application."), "" } } },
	{ .failure = LOGIN_SCOPE_REFUSED, .mend = MEND_TEST_AGAIN,
	  .happened = { N_("Your provider refused the scopes we ask for."), "" },
	  .steps = {
	    { N_("In your provider’s console, allow the scopes openid, profile and email for the "
	        "application."), "" },
	    { N_("If the settings name an authorization server, add these scopes there."), "" } } },
	{ .failure = LOGIN_RESPONSE_TYPE_REFUSED, .mend = MEND_OPEN_SETTINGS,
	  .happened = { N_("Your provider does not let this application get its result the way we "
	      "ask for."), "" },
	  .steps = {
	    { N_("For the back channel, allow the grant type authorization code in your provider’s "
	        "console. For the front channel, allow the implicit grant with ID tokens."), "" },
	    { N_("Or choose the other channel in the settings."), "" } } },

	/* --- the provider's servers --- */
	{ .failure = LOGIN_UNREACHABLE, .mend = MEND_TEST_AGAIN, .is_fallback = true,
	  .happened = { N_("Our server could not reach your provider’s server."), "" },
	  .steps = {
	    { N_("Check that your provider’s token endpoint and keys can be reached from the "
	        "internet, not only from your own network."), "" },
	    { N_("If a firewall protects them, ask %s which addresses it must let in."), "c" } } },
	{ .failure = LOGIN_TLS_FAILED, .mend = MEND_TEST_AGAIN, .is_fallback = true,
	  .happened = { N_("Our server could not make a secure connection to your provider’s "
	      "server."), "" },
	  .steps = {
	    { N_("Check that the server’s TLS certificate is valid and for this host name, and "
	        "that the server sends the intermediate certificates, too."), "" },
	    { N_("If the certificate is from a certification authority of your own, replace it "
	        "with one from a public authority."), "" } } },
	{ .failure = LOGIN_NOT_JSON, .mend = MEND_OPEN_SETTINGS,
	  .happened = { N_("Your provider’s server sent something else where JSON was expected, "
	      "perhaps a web page."), "" },
	  .expected = N_("Expected"), .came = N_("Received"),
	  .steps = {
	    { N_("Check that no proxy, firewall or sign-in page stands in front of your provider’s "
	        "token endpoint."), "" },
	    { N_("Check that the issuer or discovery URL in the settings is of this "
	        "provider."), "" } } },
	{ .failure = LOGIN_KEYS_UNREADABLE, .mend = MEND_TEST_AGAIN, .is_fallback = true,
	  .happened = { N_("We could not read the keys with which your provider signs."), "" },
	  .steps = {
	    { N_("Open the jwks_uri of your provider’s discovery document in a browser. It must "
	        "show JSON with a list of keys."), "" },
	    { N_("If it does not, correct your provider’s configuration, and test "
	        "again."), "" } } },
	{ .failure = LOGIN_USERINFO_FAILED, .mend = MEND_OPEN_MAPPING, .is_fallback = true,
	  .happened = { N_("Your provider’s userinfo endpoint did not answer as it should."), "" },
	  .steps = {
	    { N_("In your provider’s console, allow the scopes openid, profile and email for the "
	        "application."), "" },
	    { N_("Or have your provider send these claims in the ID token."), "" } } },

	/* --- the ID token --- */
	{ .failure = LOGIN_ID_TOKEN_MISSING, .mend = MEND_TEST_AGAIN,
	  .happened = { N_("Your provider’s answer has no ID token."), "" },
	  .steps = {
	    { N_("In your provider’s console, allow the scope openid for the application."), "" },
	    { N_("Check that the application is set up for OpenID Connect, not only for OAuth "
	        "2.0."), "" } } },
	{ .failure = LOGIN_TOKEN_UNREADABLE, .mend = MEND_TEST_AGAIN, .is_fallback = true,
	  .happened = { N_("We could not read the ID token."), "" },
	  .steps = {
	    { N_("In your provider’s console, check that the application gets standard ID tokens, "
	        "which are signed JSON Web Tokens."), "" } } },
	{ .failure = LOGIN_TOKEN_ENCRYPTED, .mend = MEND_TEST_AGAIN,
	  .happened = { N_("The ID token is encrypted, and we accept only signed ones."), "" },
	  .steps = {
	    { N_("In your provider’s console, turn off the encryption of ID tokens for the "
	        "application. Then test again."), "" } } },
	{ .failure = LOGIN_KEY_UNKNOWN, .mend = MEND_OPEN_SETTINGS,
	  .happened = { N_("The ID token is signed with a key that your provider does not "
	      "publish."), "" },
	  .expected = N_("Keys that the provider publishes"), .came = N_("Key of the ID token"),
	  .steps = {
	    { N_("Test again in five minutes, in case your provider has only now changed its "
	        "keys."), "" },
	    { N_("If it fails again, check that the issuer or discovery URL in the settings is of "
	        "the server that signs for this application."), "" } } },
	{ .failure = LOGIN_KEY_AMBIGUOUS, .mend = MEND_TEST_AGAIN,
	  .happened = { N_("Several keys that your provider publishes fit the ID token, which does "
	      "not say which one signed it."), "" },
	  .expected = N_("Expected"), .came = N_("Key of the ID token"),
	  .steps = {
	    { N_("Have your provider name the key (kid) in its ID tokens, each key by a name of "
	        "its own. Then test again."), "" } } },
	{ .failure = LOGIN_ALGORITHM_REFUSED, .mend = MEND_TEST_AGAIN,
	  .happened = { N_("The ID token is signed with an algorithm that is not allowed "
	      "here."), "" },
	  .expected = N_("Allowed algorithms"), .came = N_("Algorithm of the ID token"),
	  .steps = {
	    { N_("In your provider’s console, choose RS256 as the algorithm for the ID tokens of "
	        "the application. Then test again."), "" } } },
	{ .failure = LOGIN_CRITICAL_UNKNOWN, .mend = MEND_TEST_AGAIN,
	  .happened = { N_("The ID token requires an extension that we do not support."), "" },
	  .expected = N_("Expected"), .came = N_("Extension"),
	  .steps = {
	    { N_("In your provider’s console, turn this extension (crit) off for the ID tokens of "
	        "the application."), "" } } },
	{ .failure = LOGIN_NONCE_WRONG, .mend = MEND_TEST_AGAIN,
	  .happened = { N_("The ID token belongs to another sign-in: it does not have the nonce of "
	      "our request."), "" },
	  .steps = {
	    { N_("Test again in one tab, without reloading a page or going back."), "" },
	    { N_("If it fails again, your provider must copy the nonce of our request into the ID "
	        "token."), "" } } },
	{ .failure = LOGIN_TOKEN_HASH_WRONG, .mend = MEND_TEST_AGAIN, .is_fallback = true,
	  .happened = { N_("The ID token does not belong to the code or access token that came "
	      "with it."), "" },
	  .steps = {
	    { N_("Test again. If it fails again, look for a proxy that changes or caches your "
	        "provider’s answers."), "" } } },
	{ .failure = LOGIN_AUTHORIZED_PARTY_WRONG, .mend = MEND_OPEN_SETTINGS,
	  .happened = { N_("Your provider issued the ID token to another application."), "" },
	  .expected = N_("Client ID in the "
	      "settings"), .came = N_("Authorized party (azp) of the ID token"),
	  .steps = { COMPARE_CLIENT_ID } },
	{ .failure = LOGIN_SUBJECT_MISSING, .mend = MEND_TEST_AGAIN,
	  .happened = { N_("The ID token does not say who signed in: it has no valid claim "
	      "sub."), "" },
	  .expected = N_("Expected"), .came = N_("Subject (sub) of the ID token"),
	  .steps = {
	    { N_("Have your provider send the claim sub, with a value that never changes for a "
	        "person."), "" } } },
	{ .failure = LOGIN_USERINFO_OF_ANOTHER, .mend = MEND_TEST_AGAIN,
	  .happened = { N_("Your provider’s userinfo endpoint answered about another person than "
	      "the ID token."), "" },
	  .expected = N_("Subject (sub) of the ID "
	      "token"), .came = N_("Subject (sub) from userinfo"),
	  .steps = {
	    { N_("Have your provider send the same claim sub in both places. Then test "
	        "again."), "" },
	    { N_("Or have your provider send all claims in the ID token."), "" } } },

	{ .failure = LOGIN_HOSTED_DOMAIN_WRONG, .when = has_no_domain, .mend = MEND_TEST_AGAIN,
	  .happened = { N_("This person signed in with a private account, not with one of your "
	      "organization."), "" },
	  .expected = N_("Domain in the settings"), .came = N_("Domain (hd) of the account"),
	  .steps = { ANOTHER_ACCOUNT } },
	{ .failure = LOGIN_HOSTED_DOMAIN_WRONG, .mend = MEND_OPEN_SETTINGS,
	  .happened = { N_("This person’s account is of another domain than the one in the "
	      "settings."), "" },
	  .expected = N_("Domain in the settings"), .came = N_("Domain (hd) of the account"),
	  .steps = { ANOTHER_ACCOUNT,
	    { N_("If it was one, enter its domain in the settings: %s"), "m" } } },

	/* --- as of SAML, in other words --- */
	{ .failure = LOGIN_ISSUER_WRONG, .when = differs_by_slash, .mend = MEND_OPEN_SETTINGS,
	  .happened = { N_("The issuer of the ID token and the one in the settings differ by a "
	      "slash at the end."), "" },
	  .expected = N_("Issuer in the settings"), .came = N_("Issuer of the ID token"),
	  .steps = {
	    { N_("In the settings, enter the issuer exactly as the ID token has it: %s"), "m" },
	    { N_("If it fails again, your provider’s discovery document must name the same issuer "
	        "as its ID tokens."), "" } } },
	{ .failure = LOGIN_ISSUER_WRONG, .when = is_for_all_tenants, .mend = MEND_OPEN_SETTINGS,
	  .happened = { N_("The settings have Microsoft’s URL for all organizations, but the ID "
	      "token comes from a single tenant."), "" },
	  .expected = N_("Issuer in the settings"), .came = N_("Issuer of the ID token"),
	  .steps = {
	    { N_("In the settings, enter the URL of your own tenant instead. It has your tenant ID "
	        "in place of common or organizations."), "" },
	    { N_("In the Microsoft Entra admin center, you find it in App registrations, on your "
	        "application’s Overview, under Endpoints."), "" } } },
	{ .failure = LOGIN_ISSUER_WRONG, .when = is_of_authorization_server, .mend = MEND_OPEN_SETTINGS,
	  .happened = { N_("The ID token comes from another authorization server than the one in "
	      "the settings."), "" },
	  .expected = N_("Issuer in the settings"), .came = N_("Issuer of the ID token"),
	  .steps = {
	    { N_("In the settings, enter the issuer of the authorization server that serves this "
	        "application."), "" },
	    { N_("Or let that authorization server issue the tokens of the application in your "
	        "provider’s console."), "" } } },
	{ .failure = LOGIN_ISSUER_WRONG, .mend = MEND_OPEN_SETTINGS,
	  .happened = { N_("The ID token comes from another issuer than the one in the "
	      "settings."), "" },
	  .expected = N_("Issuer in the settings"), .came = N_("Issuer of the ID token"),
	  .steps = {
	    { N_("Check that the issuer or discovery URL in the settings is of the tenant or realm "
	        "that has the application."), "" },
	    { N_("If it is, your provider’s discovery document must name the same issuer as its ID "
	        "tokens."), "" } } },
	{ .failure = LOGIN_ISSUER_MISSING, .mend = MEND_TEST_AGAIN,
	  .happened = { N_("Your provider announces that its answers name their issuer, but this "
	      "one names none. It may come from another server."), "" },
	  .expected = N_("Issuer in the settings"), .came = N_("Issuer of the answer"),
	  .steps = {
	    { N_("Test again. If it fails again, look for a proxy between the browser and your "
	        "provider that removes the parameter iss."), "" },
	    { N_("If there is none, have your provider send iss, or stop announcing "
	        "authorization_response_iss_parameter_supported."), "" } } },
	{ .failure = LOGIN_AUDIENCE_WRONG, .mend = MEND_OPEN_SETTINGS,
	  .happened = { N_("The ID token is meant for another application."), "" },
	  .expected = N_("Client ID in the settings"), .came = N_("Audience (aud) of the ID token"),
	  .steps = { COMPARE_CLIENT_ID } },
	{ .failure = LOGIN_SIGNATURE_WRONG, .mend = MEND_TEST_AGAIN, .is_fallback = true,
	  .happened = { N_("The signature of the ID token is not valid."), "" },
	  .steps = {
	    { N_("Test again in five minutes, in case your provider has only now changed its "
	        "keys."), "" },
	    { N_("If it fails again, look for a proxy that changes your provider’s answers or "
	        "serves old keys."), "" } } },
	{ .failure = LOGIN_SECRET_NOT_FOR_HERE, .mend = MEND_OPEN_SETTINGS,
	  .happened = { N_("The client secret was entered for another server, so we did not send "
	      "it to this one."), "" },
	  .expected = N_("Server the secret was entered for"), .came = N_("Server in the settings"),
	  .steps = { { N_("Open the settings and enter the client secret again."), "" } } },
	{ .failure = LOGIN_PASSED },
};
