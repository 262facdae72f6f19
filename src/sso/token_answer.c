/* SPDX-License-Identifier: Apache-2.0 */
#include "sso/token_answer.h"

#include <string.h>

#include "base/text.h"
#include "model/login/provider_error.h"
#include "sso/claims.h"

/* --- the token endpoint --- */

/* The body is not quoted: it may hold tokens, or what we sent. */
static const char *
kind_of(struct arena *a, int http_status, const char *media_type, const char *body, size_t length)
{
	if (length == 0)
		return arena_print(a, "an empty answer (HTTP status %d)", http_status);
	if (text_is_html(body, length))
		return arena_print(a, "HTML (HTTP status %d)", http_status);
	return arena_print(a, "%s (HTTP status %d)", media_type == NULL || *media_type == '\0'
	    ? "no JSON" : media_type, http_status);
}

/* The first of the members that is a text; NULL: none is. */
static const char *
first_text(const struct json *object, const char *const *names)
{
	const char *found = NULL;

	for (; *names != NULL && found == NULL; names++)
		found = json_member_text(object, *names);
	return found;
}

/* RFC 6749 5.2; some providers have names of their own for the same, or an object. */
static enum status
refuse_error(struct arena *a, const struct json *document, int http_status,
    struct login_outcome *out)
{
	static const char *const codes[] = { "error", "errorCode", "status", "code", NULL };
	static const char *const words[] = { "error_description", "errorSummary", "message", NULL };
	const struct json *inner = json_member(document, "error");
	const struct json *from = inner == NULL || json_text(inner) != NULL ? document : inner;
	const char *error = first_text(from, codes), *said = first_text(from, words), *code = NULL;
	enum login_failure w;

	if (error == NULL && said == NULL)
		return login_refuse_told(a, out, LOGIN_PROVIDER_ERROR, NULL,
		    arena_print(a, "HTTP status %d", http_status));
	w = provider_error_read(a, error, said, &code);
	return login_refuse_told(a, out, w == LOGIN_OTHER ? LOGIN_PROVIDER_ERROR : w,
	    code != NULL ? code : error, said);
}

/* RFC 6749 A.12: it goes into a header, where a line break would begin another. */
static bool
is_header_text(const char *token)
{
	for (; *token != '\0'; token++)
		if (*token < ' ' || *token > '~')
			return false;
	return true;
}

static enum status
take_tokens(struct arena *a, const struct json *document, struct token_answer *answer,
    struct login_outcome *out)
{
	const char *id_token = json_member_text(document, "id_token");
	const char *access_token = json_member_text(document, "access_token");

	if (id_token == NULL || *id_token == '\0')
		return login_refuse(a, out, LOGIN_ID_TOKEN_MISSING, NULL, NULL);
	if (access_token != NULL && !is_header_text(access_token))
		return login_refuse_told(a, out, LOGIN_TOKEN_UNREADABLE, NULL,
		    "The access token has characters that are not allowed in it (RFC 6749, A.12).");
	*answer = (struct token_answer){ id_token, access_token };
	return OK;
}

enum status
token_answer_read(struct arena *a, int http_status, const char *media_type, const char *body,
    size_t length, struct token_answer *answer, struct login_outcome *out)
{
	const struct json *document = NULL;

	if (length > TOKEN_RESPONSE_MAX_BYTES)
		return login_refuse_told(a, out, LOGIN_NOT_JSON, NULL, arena_print(a,
		    "The answer is larger than %d KB.", TOKEN_RESPONSE_MAX_BYTES / 1024));
	if (!text_is_html(body, length))
		document = json_document_read(a, body, length);
	if (document == NULL)
		return login_refuse(a, out, LOGIN_NOT_JSON, "JSON",
		    kind_of(a, http_status, media_type, body, length));
	if (http_status != 200 || json_member(document, "error") != NULL)
		return refuse_error(a, document, http_status, out);
	return take_tokens(a, document, answer, out);
}

/* --- the userinfo endpoint --- */

static enum status
refuse_userinfo(struct arena *a, struct login_outcome *out, const char *why)
{
	return login_refuse_told(a, out, LOGIN_USERINFO_FAILED, NULL, why);
}

enum status
userinfo_read(struct arena *a, const char *media_type, const char *body, size_t length,
    struct login_claims *claims, struct login_outcome *out)
{
	const struct json *document;
	const char *subject;

	if (length > USERINFO_MAX_BYTES)
		return refuse_userinfo(a, out, arena_print(a, "The answer is larger than %d KB.",
		    USERINFO_MAX_BYTES / 1024));
	if (media_type != NULL && text_begins(media_type, strlen(media_type), "application/jwt"))
		return refuse_userinfo(a, out, "The userinfo endpoint answers with a signed token "
		    "(application/jwt), not with JSON.");
	if (text_is_html(body, length))
		return refuse_userinfo(a, out, "The userinfo endpoint answers with a web page (HTML).");
	document = json_document_read(a, body, length);
	if (document == NULL)
		return refuse_userinfo(a, out, "The userinfo endpoint's answer is not valid JSON, or has a "
		    "member twice.");
	subject = json_member_text(document, "sub");
	if (subject == NULL || !text_is(subject, claims->subject))
		return login_refuse(a, out, LOGIN_USERINFO_OF_ANOTHER, claims->subject,
		    json_member_shown(a, document, "sub"));
	claims->userinfo = json_shown(a, document);
	claims_add(a, "userinfo", document, &claims->received);
	return OK;
}
