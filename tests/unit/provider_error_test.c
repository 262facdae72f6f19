/* SPDX-License-Identifier: Apache-2.0 */
#include "model/login/provider_error.h"

#include "base/text.h"
#include "test.h"

struct told {
	const char		*error, *words;
	enum login_failure	 means;
	const char		*code;
};

static void
check(const struct told *rows, size_t count)
{
	struct arena *a = arena_new();
	enum login_failure means;
	const char *code;
	size_t i;

	for (i = 0; i < count; i++) {
		means = provider_error_read(a, rows[i].error, rows[i].words, &code);
		CHECK(means == rows[i].means, "row %zu: %s", i, login_failure_name(means));
		CHECK(text_is(code, rows[i].code), "row %zu: %s", i, code == NULL ? "NULL" : code);
	}
	arena_free(a);
}

TEST(provider_errors_of_oauth)
{
	static const struct told rows[] = {
		{ "access_denied", NULL, LOGIN_ACCESS_DENIED, "access_denied" },
		{ "access_denied", "The user pressed Cancel.", LOGIN_ACCESS_DENIED, "access_denied" },
		{ "invalid_client", "", LOGIN_CLIENT_REFUSED, "invalid_client" },
		{ "invalid_grant", "Bad code", LOGIN_CODE_REFUSED, "invalid_grant" },
		{ "invalid_grant", "redirect_uri differs", LOGIN_CODE_REFUSED, "invalid_grant" },
		{ "unauthorized_client", "", LOGIN_CLIENT_NOT_ALLOWED, "unauthorized_client" },
		{ "unsupported_grant_type", "", LOGIN_CLIENT_NOT_ALLOWED, "unsupported_grant_type" },
		{ "invalid_scope", "", LOGIN_SCOPE_REFUSED, "invalid_scope" },
		{ "redirect_uri_mismatch", "", LOGIN_REDIRECT_NOT_REGISTERED, "redirect_uri_mismatch" },
		{ "invalid_redirect_uri", "", LOGIN_REDIRECT_NOT_REGISTERED, "invalid_redirect_uri" },
		{ "unsupported_response_type", "", LOGIN_RESPONSE_TYPE_REFUSED, "unsupported_response_type" },
		{ "unsupported_response_mode", "", LOGIN_RESPONSE_TYPE_REFUSED, "unsupported_response_mode" },
		{ "server_error", "", LOGIN_PROVIDER_ERROR, "server_error" },
		{ "temporarily_unavailable", "", LOGIN_PROVIDER_ERROR, "temporarily_unavailable" },
		{ "login_required", "", LOGIN_PROVIDER_ERROR, "login_required" },
		{ "account_selection_required", "", LOGIN_PROVIDER_ERROR, "account_selection_required" },
		{ "interaction_required", "", LOGIN_MFA_REFUSED, "interaction_required" },
		{ "unmet_authentication_requirements", "", LOGIN_MFA_REFUSED,
		    "unmet_authentication_requirements" },
		{ "consent_required", "", LOGIN_CONSENT_MISSING, "consent_required" },
		{ "invalid_request", "Missing nonce", LOGIN_PROVIDER_ERROR, "invalid_request" },
		{ "invalid_request", "redirect_uri did not match any of the client's",
		    LOGIN_REDIRECT_NOT_REGISTERED, "invalid_request" },
		{ "of_a_vendor", "what it says", LOGIN_PROVIDER_ERROR, "of_a_vendor" },
		{ NULL, "It says access_denied there.", LOGIN_ACCESS_DENIED, "access_denied" },
		{ NULL, "Error: INVALID_SCOPE", LOGIN_SCOPE_REFUSED, "invalid_scope" },
		{ NULL, "redirect_uri is wrong", LOGIN_REDIRECT_NOT_REGISTERED, NULL },
		{ "", "", LOGIN_OTHER, NULL }, { NULL, NULL, LOGIN_OTHER, NULL },
		{ NULL, "It does not work.", LOGIN_OTHER, NULL },
	};

	check(rows, COUNT(rows));
}

TEST(provider_errors_of_entra)
{
	static const struct told rows[] = {
		{ "invalid_grant", "AADSTS50105: Your administrator has configured the application Postern "
		    "to block users unless they are specifically granted access.", LOGIN_USER_NOT_ASSIGNED,
		    "AADSTS50105" },
		{ NULL, "Sorry, but we're having trouble signing you in.\r\nAADSTS50011: The redirect URI",
		    LOGIN_REDIRECT_NOT_REGISTERED, "AADSTS50011" },
		{ "access_denied", "AADSTS65004: User declined to consent", LOGIN_CONSENT_MISSING,
		    "AADSTS65004" },
		{ "invalid_client", "AADSTS65001: not consented", LOGIN_CONSENT_MISSING, "AADSTS65001" },
		{ NULL, "aadsts90094", LOGIN_CONSENT_MISSING, "AADSTS90094" },
		{ NULL, " 50105\n", LOGIN_USER_NOT_ASSIGNED, "AADSTS50105" },
		{ NULL, "12345", LOGIN_OTHER, NULL },
		{ "unauthorized_client", "AADSTS700016: Application", LOGIN_CLIENT_UNKNOWN, "AADSTS700016" },
		{ NULL, "AADSTS70001", LOGIN_CLIENT_UNKNOWN, "AADSTS70001" },
		{ NULL, "AADSTS90002: Tenant 'x' not found.", LOGIN_CLIENT_UNKNOWN, "AADSTS90002" },
		{ "invalid_client", "AADSTS7000215: Invalid client secret", LOGIN_CLIENT_REFUSED,
		    "AADSTS7000215" },
		{ "invalid_client", "AADSTS7000218: ", LOGIN_CLIENT_REFUSED, "AADSTS7000218" },
		{ "invalid_client", "AADSTS7000222: ", LOGIN_SECRET_EXPIRED, "AADSTS7000222" },
		{ "invalid_request", "AADSTS9002327: Tokens issued for the 'Single-Page Application'",
		    LOGIN_CLIENT_NOT_ALLOWED, "AADSTS9002327" },
		{ "invalid_grant", "AADSTS54005: already redeemed", LOGIN_CODE_REFUSED, "AADSTS54005" },
		{ "invalid_scope", "AADSTS70011: The provided value", LOGIN_SCOPE_REFUSED, "AADSTS70011" },
		{ NULL, "AADSTS700054: response_type 'id_token' is not enabled",
		    LOGIN_RESPONSE_TYPE_REFUSED, "AADSTS700054" },
		{ "interaction_required", "AADSTS50076: Due to", LOGIN_MFA_REFUSED, "AADSTS50076" },
		{ NULL, "AADSTS50079", LOGIN_MFA_REFUSED, "AADSTS50079" },
		{ NULL, "AADSTS53000", LOGIN_MFA_REFUSED, "AADSTS53000" },
		{ NULL, "AADSTS53003", LOGIN_MFA_REFUSED, "AADSTS53003" },
		{ NULL, "AADSTS50158", LOGIN_MFA_REFUSED, "AADSTS50158" },
		{ NULL, "AADSTS50020", LOGIN_USER_NOT_ASSIGNED, "AADSTS50020" },
		{ NULL, "AADSTS50034", LOGIN_USER_NOT_ASSIGNED, "AADSTS50034" },
		{ NULL, "AADSTS50126", LOGIN_ACCESS_DENIED, "AADSTS50126" },
		{ NULL, "AADSTS75011", LOGIN_STATUS_NO_AUTHN_CONTEXT, "AADSTS75011" },
		{ NULL, "AADSTS75016", LOGIN_STATUS_INVALID_NAME_ID_POLICY, "AADSTS75016" },
		{ NULL, "AADSTS76021", LOGIN_REQUEST_SIGNATURE_REFUSED, "AADSTS76021" },
		{ NULL, "AADSTS501241", LOGIN_NAME_ID_MISSING, "AADSTS501241" },
		{ NULL, "AADSTS750054", LOGIN_PROVIDER_ERROR, "AADSTS750054" },
		{ NULL, "AADSTS900144", LOGIN_PROVIDER_ERROR, "AADSTS900144" },
		{ "invalid_request", "AADSTS9002313: Invalid request.", LOGIN_PROVIDER_ERROR,
		    "AADSTS9002313" },
		{ "invalid_client", "AADSTS99999999: new", LOGIN_CLIENT_REFUSED, "AADSTS99999999" },
		{ NULL, "AADSTS and AADSTS: of AADSTS50034", LOGIN_USER_NOT_ASSIGNED, "AADSTS50034" },
	};

	check(rows, COUNT(rows));
}

TEST(provider_errors_of_other_products)
{
	static const struct told rows[] = {
		/* Okta */
		{ "access_denied", "User is not assigned to the client application.",
		    LOGIN_USER_NOT_ASSIGNED, "access_denied" },
		{ "access_denied", "Policy evaluation failed for this request, please check the policy "
		    "configurations.", LOGIN_CLIENT_NOT_ALLOWED, "access_denied" },
		{ NULL, "The 'redirect_uri' parameter must be a Login redirect URI in the client app "
		    "settings", LOGIN_REDIRECT_NOT_REGISTERED, NULL },
		{ "invalid_client", "PKCE code verifier is required when the token endpoint "
		    "authentication method is 'NONE'.", LOGIN_CLIENT_NOT_ALLOWED, "invalid_client" },
		{ "invalid_request", "Browser requests to the token endpoint must use Proof Key for Code "
		    "Exchange.", LOGIN_CLIENT_NOT_ALLOWED, "invalid_request" },
		{ "invalid_client", "Invalid value for 'client_id' parameter.", LOGIN_CLIENT_UNKNOWN,
		    "invalid_client" },
		{ "invalid_client", "The client secret supplied for a confidential client is invalid.",
		    LOGIN_CLIENT_REFUSED, "invalid_client" },
		{ "invalid_scope", "One or more scopes are not configured for the authorization server "
		    "resource.", LOGIN_SCOPE_REFUSED, "invalid_scope" },
		/* Google */
		{ NULL, "Error 403: org_internal", LOGIN_USER_NOT_ASSIGNED, NULL },
		{ "org_internal", NULL, LOGIN_USER_NOT_ASSIGNED, "org_internal" },
		{ NULL, "Error 400: redirect_uri_mismatch", LOGIN_REDIRECT_NOT_REGISTERED,
		    "redirect_uri_mismatch" },
		{ NULL, "Access blocked. Error 400: admin_policy_enforced", LOGIN_CLIENT_NOT_ALLOWED, NULL },
		{ NULL, "The OAuth client was not found. Error 401: invalid_client", LOGIN_CLIENT_UNKNOWN,
		    "invalid_client" },
		{ "invalid_client", "Unauthorized", LOGIN_CLIENT_REFUSED, "invalid_client" },
		{ NULL, "403. app_not_configured_for_user", LOGIN_CLIENT_UNKNOWN, NULL },
		{ NULL, "403. app_not_enabled_for_user", LOGIN_USER_NOT_ASSIGNED, NULL },
		/* Keycloak */
		{ NULL, "We are sorry... Invalid parameter: redirect_uri", LOGIN_REDIRECT_NOT_REGISTERED,
		    NULL },
		{ NULL, "We are sorry... Client not found.", LOGIN_CLIENT_UNKNOWN, NULL },
		{ "unauthorized_client", "Invalid client or Invalid client credentials",
		    LOGIN_CLIENT_REFUSED, "unauthorized_client" },
		{ NULL, "We are sorry... Invalid requester", LOGIN_REQUEST_SIGNATURE_REFUSED, NULL },
		{ NULL, "We are sorry... Unknown login requester", LOGIN_CLIENT_UNKNOWN, NULL },
		{ NULL, "We are sorry... Invalid redirect uri", LOGIN_REDIRECT_NOT_REGISTERED, NULL },
		/* AD FS */
		{ NULL, "Error details: MSIS7007: The requested relying party trust 'urn:x' is unspecified "
		    "or unsupported.", LOGIN_CLIENT_UNKNOWN, "MSIS7007" },
		{ NULL, "MSIS9224: Received invalid OAuth authorization request.",
		    LOGIN_REDIRECT_NOT_REGISTERED, "MSIS9224" },
		{ NULL, "MSIS3200: No AssertionConsumerService is configured on the relying party trust",
		    LOGIN_REDIRECT_NOT_REGISTERED, "MSIS3200" },
		{ NULL, "MSIS0037: No signature verification certificate found",
		    LOGIN_REQUEST_SIGNATURE_REFUSED, "MSIS0037" },
		{ NULL, "MSIS7042: The same client browser session has made '6' requests",
		    LOGIN_PROVIDER_ERROR, "MSIS7042" },
		{ "access_denied", "MSIS9605: The client is not allowed to access the requested resource.",
		    LOGIN_CLIENT_NOT_ALLOWED, "MSIS9605" },
		{ "invalid_client", "MSIS9622: Client authentication failed.", LOGIN_CLIENT_REFUSED,
		    "MSIS9622" },
		{ NULL, "MSIS5007: The caller authorization failed", LOGIN_USER_NOT_ASSIGNED, "MSIS5007" },
		/* Auth0, PingFederate, SimpleSAMLphp, Shibboleth */
		{ NULL, "Callback URL mismatch.", LOGIN_REDIRECT_NOT_REGISTERED, NULL },
		{ "invalid_request", "Unknown client: x", LOGIN_CLIENT_UNKNOWN, "invalid_request" },
		{ "invalid_request", "Invalid redirect_uri", LOGIN_REDIRECT_NOT_REGISTERED,
		    "invalid_request" },
		{ NULL, "Unable to locate metadata for 'urn:x'", LOGIN_CLIENT_UNKNOWN, NULL },
		/* SAML */
		{ NULL, "urn:oasis:names:tc:SAML:2.0:status:Requester, "
		    "urn:oasis:names:tc:SAML:2.0:status:InvalidNameIDPolicy",
		    LOGIN_STATUS_INVALID_NAME_ID_POLICY, NULL },
		{ NULL, "urn:oasis:names:tc:SAML:2.0:status:AuthnFailed", LOGIN_STATUS_AUTHN_FAILED, NULL },
	};

	check(rows, COUNT(rows));
}
