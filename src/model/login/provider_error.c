/* SPDX-License-Identifier: Apache-2.0 */
#include "model/login/provider_error.h"

#include <string.h>

#include "base/text.h"
#include "model/provider/vocabulary.h"

struct reading_of {
	const char		*text;
	enum login_failure	 means;
};

/* --- numbered codes --- */

/* Microsoft: "Microsoft Entra authentication and authorization error codes". */
static const struct reading_of entra[] = {
	/* The account. */
	{ "16000", LOGIN_USER_NOT_ASSIGNED }, { "16003", LOGIN_USER_NOT_ASSIGNED },
	{ "50014", LOGIN_USER_NOT_ASSIGNED }, { "50020", LOGIN_USER_NOT_ASSIGNED },
	{ "500208", LOGIN_USER_NOT_ASSIGNED }, { "500212", LOGIN_USER_NOT_ASSIGNED },
	{ "500213", LOGIN_USER_NOT_ASSIGNED }, { "50034", LOGIN_USER_NOT_ASSIGNED },
	{ "50105", LOGIN_USER_NOT_ASSIGNED }, { "51004", LOGIN_USER_NOT_ASSIGNED },
	{ "90072", LOGIN_USER_NOT_ASSIGNED },
	{ "50053", LOGIN_ACCESS_DENIED }, { "50055", LOGIN_ACCESS_DENIED },
	{ "50056", LOGIN_ACCESS_DENIED }, { "50057", LOGIN_ACCESS_DENIED },
	{ "50126", LOGIN_ACCESS_DENIED }, { "50144", LOGIN_ACCESS_DENIED },
	/* Second factors, devices and policies. */
	{ "50002", LOGIN_MFA_REFUSED }, { "500021", LOGIN_MFA_REFUSED },
	{ "500022", LOGIN_MFA_REFUSED }, { "50005", LOGIN_MFA_REFUSED },
	{ "50072", LOGIN_MFA_REFUSED }, { "50074", LOGIN_MFA_REFUSED },
	{ "50076", LOGIN_MFA_REFUSED }, { "50078", LOGIN_MFA_REFUSED },
	{ "50079", LOGIN_MFA_REFUSED }, { "50097", LOGIN_MFA_REFUSED },
	{ "50129", LOGIN_MFA_REFUSED }, { "50131", LOGIN_MFA_REFUSED },
	{ "50155", LOGIN_MFA_REFUSED }, { "50158", LOGIN_MFA_REFUSED },
	{ "53000", LOGIN_MFA_REFUSED }, { "53001", LOGIN_MFA_REFUSED },
	{ "53002", LOGIN_MFA_REFUSED }, { "53003", LOGIN_MFA_REFUSED },
	{ "530032", LOGIN_MFA_REFUSED }, { "530034", LOGIN_MFA_REFUSED },
	{ "530035", LOGIN_MFA_REFUSED }, { "53004", LOGIN_MFA_REFUSED },
	{ "53010", LOGIN_MFA_REFUSED }, { "53011", LOGIN_MFA_REFUSED },
	/* Consent. */
	{ "65001", LOGIN_CONSENT_MISSING }, { "65004", LOGIN_CONSENT_MISSING },
	{ "65005", LOGIN_CONSENT_MISSING }, { "650056", LOGIN_CONSENT_MISSING },
	{ "90008", LOGIN_CONSENT_MISSING }, { "90094", LOGIN_CONSENT_MISSING },
	{ "90095", LOGIN_CONSENT_MISSING }, { "9002341", LOGIN_CONSENT_MISSING },
	/* The application and its secret. */
	{ "50011", LOGIN_REDIRECT_NOT_REGISTERED }, { "70004", LOGIN_REDIRECT_NOT_REGISTERED },
	{ "900971", LOGIN_REDIRECT_NOT_REGISTERED },
	{ "50194", LOGIN_CLIENT_UNKNOWN }, { "70001", LOGIN_CLIENT_UNKNOWN },
	{ "700011", LOGIN_CLIENT_UNKNOWN }, { "700016", LOGIN_CLIENT_UNKNOWN },
	{ "90002", LOGIN_CLIENT_UNKNOWN },
	{ "70003", LOGIN_CLIENT_NOT_ALLOWED }, { "7000112", LOGIN_CLIENT_NOT_ALLOWED },
	{ "1000031", LOGIN_CLIENT_NOT_ALLOWED }, { "9002327", LOGIN_CLIENT_NOT_ALLOWED },
	{ "50012", LOGIN_CLIENT_REFUSED }, { "70002", LOGIN_CLIENT_REFUSED },
	{ "700025", LOGIN_CLIENT_REFUSED }, { "700027", LOGIN_CLIENT_REFUSED },
	{ "700030", LOGIN_CLIENT_REFUSED }, { "7000215", LOGIN_CLIENT_REFUSED },
	{ "7000218", LOGIN_CLIENT_REFUSED }, { "7000222", LOGIN_SECRET_EXPIRED },
	{ "50089", LOGIN_CODE_REFUSED }, { "50147", LOGIN_CODE_REFUSED },
	{ "501481", LOGIN_CODE_REFUSED }, { "54005", LOGIN_CODE_REFUSED },
	{ "70000", LOGIN_CODE_REFUSED }, { "700005", LOGIN_CODE_REFUSED },
	{ "70008", LOGIN_CODE_REFUSED },
	{ "28002", LOGIN_SCOPE_REFUSED }, { "28003", LOGIN_SCOPE_REFUSED },
	{ "70011", LOGIN_SCOPE_REFUSED }, { "700022", LOGIN_SCOPE_REFUSED },
	{ "700023", LOGIN_SCOPE_REFUSED },
	{ "70005", LOGIN_RESPONSE_TYPE_REFUSED }, { "700054", LOGIN_RESPONSE_TYPE_REFUSED },
	{ "70007", LOGIN_RESPONSE_TYPE_REFUSED },
	/* The SAML request. */
	{ "501241", LOGIN_NAME_ID_MISSING }, { "75011", LOGIN_STATUS_NO_AUTHN_CONTEXT },
	{ "75016", LOGIN_STATUS_INVALID_NAME_ID_POLICY },
	{ "76021", LOGIN_REQUEST_SIGNATURE_REFUSED }, { "76026", LOGIN_CLOCK_SKEW },
	{ NULL, LOGIN_PROVIDER_ERROR },
};

static const struct reading_of ad_fs[] = {
	{ "0037", LOGIN_REQUEST_SIGNATURE_REFUSED }, { "0038", LOGIN_REQUEST_SIGNATURE_REFUSED },
	{ "3020", LOGIN_CLIENT_UNKNOWN }, { "7007", LOGIN_CLIENT_UNKNOWN },
	{ "9223", LOGIN_CLIENT_UNKNOWN },
	{ "3077", LOGIN_REDIRECT_NOT_REGISTERED }, { "3110", LOGIN_REDIRECT_NOT_REGISTERED },
	{ "3200", LOGIN_REDIRECT_NOT_REGISTERED }, { "9224", LOGIN_REDIRECT_NOT_REGISTERED },
	{ "3173", LOGIN_ACCESS_DENIED }, { "5007", LOGIN_USER_NOT_ASSIGNED },
	{ "9605", LOGIN_CLIENT_NOT_ALLOWED }, { "9612", LOGIN_CODE_REFUSED },
	{ "9622", LOGIN_CLIENT_REFUSED },
	{ NULL, LOGIN_PROVIDER_ERROR },
};

static const struct {
	const char		*prefix;
	const struct reading_of	*codes;
} numbered[] = { { ENTRA_CODES, entra }, { AD_FS_CODES, ad_fs } };

/* --- phrases --- */

static const struct reading_of phrases[] = {
	/* Okta */
	/* the client application; this application */
	{ "user is not assigned to th", LOGIN_USER_NOT_ASSIGNED },
	{ "must be a login redirect uri", LOGIN_REDIRECT_NOT_REGISTERED },
	{ "must be an absolute uri that is whitelisted", LOGIN_REDIRECT_NOT_REGISTERED },
	{ "policy evaluation failed", LOGIN_CLIENT_NOT_ALLOWED },
	{ "pkce code verifier is required", LOGIN_CLIENT_NOT_ALLOWED },
	{ "browser requests to the token endpoint", LOGIN_CLIENT_NOT_ALLOWED },
	{ "invalid value for 'client_id' parameter", LOGIN_CLIENT_UNKNOWN },
	{ "scopes are not configured for the authorization server", LOGIN_SCOPE_REFUSED },
	/* Google */
	{ "org_internal", LOGIN_USER_NOT_ASSIGNED },
	{ "app_not_enabled_for_user", LOGIN_USER_NOT_ASSIGNED },
	{ "app_not_configured", LOGIN_CLIENT_UNKNOWN },
	{ "saml_invalid_sp_id", LOGIN_CLIENT_UNKNOWN },
	{ "saml_invalid_user_id_mapping", LOGIN_NAME_ID_MISSING },
	{ "admin_policy_enforced", LOGIN_CLIENT_NOT_ALLOWED },
	{ "deleted_client", LOGIN_CLIENT_UNKNOWN },
	{ "oauth client was not found", LOGIN_CLIENT_UNKNOWN },
	/* Keycloak */
	{ "invalid parameter: redirect_uri", LOGIN_REDIRECT_NOT_REGISTERED },
	{ "client not found", LOGIN_CLIENT_UNKNOWN },
	{ "unknown login requester", LOGIN_CLIENT_UNKNOWN },
	{ "login requester not enabled", LOGIN_CLIENT_NOT_ALLOWED },
	{ "invalid requester", LOGIN_REQUEST_SIGNATURE_REFUSED },
	{ "invalid client credentials", LOGIN_CLIENT_REFUSED },
	{ "invalid_client_credentials", LOGIN_CLIENT_REFUSED },
	/* Auth0, PingFederate, AD FS, SimpleSAMLphp, Shibboleth */
	{ "callback url mismatch", LOGIN_REDIRECT_NOT_REGISTERED },
	{ "unknown client", LOGIN_CLIENT_UNKNOWN },
	{ "invalid redirect", LOGIN_REDIRECT_NOT_REGISTERED },
	{ "relying party trust", LOGIN_CLIENT_UNKNOWN },
	{ "unable to locate metadata for", LOGIN_CLIENT_UNKNOWN },
	{ "is not registered for use with this service", LOGIN_CLIENT_UNKNOWN },
	/* SAML (saml-core-2.0-os 3.2.2.2) */
	{ "status:authnfailed", LOGIN_STATUS_AUTHN_FAILED },
	{ "status:invalidattrnameorvalue", LOGIN_STATUS_INVALID_ATTRIBUTE },
	{ "status:invalidnameidpolicy", LOGIN_STATUS_INVALID_NAME_ID_POLICY },
	{ "status:noauthncontext", LOGIN_STATUS_NO_AUTHN_CONTEXT },
	{ "status:nopassive", LOGIN_STATUS_NO_PASSIVE },
	{ "status:requestdenied", LOGIN_STATUS_REQUEST_DENIED },
	{ "status:requestunsupported", LOGIN_STATUS_REQUEST_UNSUPPORTED },
	{ "status:unknownprincipal", LOGIN_STATUS_UNKNOWN_PRINCIPAL },
	{ "status:unsupportedbinding", LOGIN_STATUS_UNSUPPORTED_BINDING },
	{ "status:versionmismatch", LOGIN_STATUS_VERSION_MISMATCH },
	{ "status:requester", LOGIN_STATUS_REQUESTER },
	{ "status:responder", LOGIN_STATUS_RESPONDER },
	{ NULL, LOGIN_OTHER },
};

/* --- OAuth --- */

/* RFC 6749 4.1.2.1 and 5.2, OpenID Connect Core 1.0 3.1.2.6, and what providers add. */
static const struct reading_of oauth[] = {
	{ "redirect_uri_mismatch", LOGIN_REDIRECT_NOT_REGISTERED },
	{ "invalid_redirect_uri", LOGIN_REDIRECT_NOT_REGISTERED },
	{ "access_denied", LOGIN_ACCESS_DENIED },
	{ "consent_required", LOGIN_CONSENT_MISSING },
	{ "interaction_required", LOGIN_MFA_REFUSED },
	{ "unmet_authentication_requirements", LOGIN_MFA_REFUSED },
	{ "unauthorized_client", LOGIN_CLIENT_NOT_ALLOWED },
	{ "unsupported_grant_type", LOGIN_CLIENT_NOT_ALLOWED },
	{ "invalid_client", LOGIN_CLIENT_REFUSED },
	{ "invalid_grant", LOGIN_CODE_REFUSED },
	{ "invalid_scope", LOGIN_SCOPE_REFUSED },
	{ "unsupported_response_type", LOGIN_RESPONSE_TYPE_REFUSED },
	{ "unsupported_response_mode", LOGIN_RESPONSE_TYPE_REFUSED },
	{ "invalid_request", LOGIN_PROVIDER_ERROR },
	{ "login_required", LOGIN_PROVIDER_ERROR },
	{ "account_selection_required", LOGIN_PROVIDER_ERROR },
	{ "server_error", LOGIN_PROVIDER_ERROR },
	{ "temporarily_unavailable", LOGIN_PROVIDER_ERROR },
	{ "disallowed_useragent", LOGIN_PROVIDER_ERROR },
	{ NULL, LOGIN_OTHER },
};

/* --- reading --- */

static bool
has(const char *text, const char *word)
{
	return text_find(text, strlen(text), word) != NULL;
}

static const struct reading_of *
exactly(const struct reading_of *rows, const char *text)
{
	while (rows->text != NULL && !text_is(rows->text, text))
		rows++;
	return rows;
}

static const struct reading_of *
inside(const struct reading_of *rows, const char *text)
{
	while (rows->text != NULL && !has(text, rows->text))
		rows++;
	return rows;
}

/* The digits after the prefix, where it stands before some; NULL: nowhere. */
static char *
number_after(struct arena *a, const char *text, const char *prefix)
{
	const char *at = text_find(text, strlen(text), prefix);
	size_t digits;

	while (at != NULL) {
		at += strlen(prefix);
		digits = strspn(at, "0123456789");
		if (digits > 0)
			return arena_copy(a, at, digits);
		at = text_find(at, strlen(at), prefix);
	}
	return NULL;
}

/* OTHER: there is no such code.  A number alone is one of Entra's, if it has it. */
static enum login_failure
read_number(struct arena *a, const char *text, const char **code)
{
	const char *alone = text_trim(a, text), *number;
	size_t i;

	for (i = 0; i < sizeof(numbered) / sizeof(numbered[0]); i++) {
		number = number_after(a, text, numbered[i].prefix);
		if (number == NULL)
			continue;
		*code = arena_print(a, "%s%s", numbered[i].prefix, number);
		return exactly(numbered[i].codes, number)->means;
	}
	if (exactly(entra, alone)->text == NULL)
		return LOGIN_OTHER;
	*code = arena_print(a, ENTRA_CODES "%s", alone);
	return exactly(entra, alone)->means;
}

/* Reads the words beyond the error's code. */
static enum login_failure
read_words(const char *error, const char *words)
{
	const bool is_of_code = text_is(error, "invalid_grant");
	const enum login_failure means = inside(phrases, words)->means;

	if (means != LOGIN_OTHER && !is_of_code)
		return means;
	return has(words, "redirect_uri") && !is_of_code && (*error == '\0'
	    || text_is(error, "invalid_request") || text_is(error, "invalid_client"))
	    ? LOGIN_REDIRECT_NOT_REGISTERED : LOGIN_OTHER;
}

static enum login_failure
read_error(struct arena *a, const char *error, const char *words, const char **code)
{
	const struct reading_of *row = *error != '\0' ? exactly(oauth, error) : inside(oauth, words);
	enum login_failure means = inside(phrases, error)->means;

	if (*code == NULL && (*error != '\0' || row->text != NULL))
		*code = arena_text(a, *error != '\0' ? error : row->text);
	if (means == LOGIN_OTHER)
		means = read_words(error, words);
	if (means != LOGIN_OTHER)
		return means;
	return row->text != NULL ? row->means : *error != '\0' ? LOGIN_PROVIDER_ERROR : LOGIN_OTHER;
}

enum login_failure
provider_error_read(struct arena *a, const char *error, const char *words, const char **code)
{
	const char *type = error == NULL ? "" : error, *said = words == NULL ? "" : words;
	enum login_failure numbered_means, means;

	*code = NULL;
	numbered_means = read_number(a, said, code);
	if (numbered_means != LOGIN_OTHER && numbered_means != LOGIN_PROVIDER_ERROR)
		return numbered_means;
	means = read_error(a, type, said, code);
	return means == LOGIN_OTHER ? numbered_means : means;
}
