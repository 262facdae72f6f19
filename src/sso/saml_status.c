/* SPDX-License-Identifier: Apache-2.0 */
#include "sso/saml_status.h"

#include <string.h>

#include "base/text.h"
#include "model/login/provider_error.h"
#include "sso/saml_shape.h"

#define STATUS "urn:oasis:names:tc:SAML:2.0:status:"

static const struct {
	const char		*name;
	enum login_failure	 failure;
} codes[] = {
	{ "Requester", LOGIN_STATUS_REQUESTER },
	{ "Responder", LOGIN_STATUS_RESPONDER },
	{ "VersionMismatch", LOGIN_STATUS_VERSION_MISMATCH },
	{ "AuthnFailed", LOGIN_STATUS_AUTHN_FAILED },
	{ "InvalidAttrNameOrValue", LOGIN_STATUS_INVALID_ATTRIBUTE },
	{ "UnknownAttrProfile", LOGIN_STATUS_INVALID_ATTRIBUTE },
	{ "InvalidNameIDPolicy", LOGIN_STATUS_INVALID_NAME_ID_POLICY },
	{ "NoAuthnContext", LOGIN_STATUS_NO_AUTHN_CONTEXT },
	{ "NoPassive", LOGIN_STATUS_NO_PASSIVE },
	{ "RequestDenied", LOGIN_STATUS_REQUEST_DENIED },
	{ "RequestUnsupported", LOGIN_STATUS_REQUEST_UNSUPPORTED },
	{ "RequestVersionDeprecated", LOGIN_STATUS_VERSION_MISMATCH },
	{ "RequestVersionTooHigh", LOGIN_STATUS_VERSION_MISMATCH },
	{ "RequestVersionTooLow", LOGIN_STATUS_VERSION_MISMATCH },
	{ "UnknownPrincipal", LOGIN_STATUS_UNKNOWN_PRINCIPAL },
	{ "UnsupportedBinding", LOGIN_STATUS_UNSUPPORTED_BINDING },
};

static enum login_failure
failure_of(const char *code)
{
	size_t i;

	if (code == NULL || !text_starts(code, STATUS))
		return LOGIN_STATUS_OTHER;
	for (i = 0; i < sizeof(codes) / sizeof(codes[0]); i++)
		if (text_is(codes[i].name, code + strlen(STATUS)))
			return codes[i].failure;
	return LOGIN_STATUS_OTHER;
}

static const struct xml *
child(const struct xml *e, const char *name)
{
	return e == NULL ? NULL : xml_child(e, SAML_PROTOCOL, name);
}

static const char *
value(struct arena *a, const struct xml *code)
{
	return code == NULL ? NULL : xml_attribute(a, code, "Value");
}

/* The provider's words may say more than a code that says no more than "no". */
static enum login_failure
failure_told(struct arena *a, enum login_failure w, const char *message, const char **code)
{
	const char *own = NULL;
	enum login_failure told;

	if (message == NULL || (w != LOGIN_STATUS_REQUESTER && w != LOGIN_STATUS_RESPONDER
	    && w != LOGIN_STATUS_REQUEST_DENIED && w != LOGIN_STATUS_OTHER))
		return w;
	told = provider_error_read(a, NULL, message, &own);
	if (told == LOGIN_OTHER || told == LOGIN_PROVIDER_ERROR)
		return w;
	if (own != NULL)
		*code = own;
	return told;
}

enum status
saml_status_check(struct arena *a, const struct xml *response, struct login_outcome *out)
{
	const struct xml *status = child(response, "Status"), *code = child(status, "StatusCode");
	const struct xml *said = child(status, "StatusMessage");
	const char *first = value(a, code), *second = value(a, child(code, "StatusCode"));
	const char *told = second != NULL ? second : first, *message;
	enum login_failure w = failure_of(second);

	if (text_is(first, STATUS "Success"))
		return OK;
	if (w == LOGIN_STATUS_OTHER)
		w = failure_of(first);
	message = said == NULL ? NULL : xml_text(a, said);
	w = failure_told(a, w, message, &told);
	return login_refuse_told(a, out, w, told, message);
}
