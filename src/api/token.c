/* SPDX-License-Identifier: Apache-2.0 */
#include "api/token.h"

#include <string.h>
#include <strings.h>

#include "actions/client.h"
#include "api/body.h"
#include "base/encode.h"
#include "base/sentence.h"
#include "base/text.h"
#include "model/tenant/client.h"
#include "model/rules.h"

struct token_request {
	struct given	 given;
	const char	*grant_type;
	const char	*client_id;
	const char	*client_secret;
	const char	*audience;
	const char	*scope;
};

static const struct field request_fields[] = {
	{ "grant_type", FIELD_TEXT, 0, offsetof(struct token_request, grant_type), .max = 100 },
	{ "client_id", FIELD_TEXT, 0, offsetof(struct token_request, client_id), .max = 100 },
	{ "client_secret", FIELD_TEXT, 0, offsetof(struct token_request, client_secret), .max = 200 },
	{ "audience", FIELD_TEXT, 0, offsetof(struct token_request, audience), .max = 300 },
	{ "scope", FIELD_TEXT, NULLABLE, offsetof(struct token_request, scope), .max = 4000 },
};
/* RFC 6749 §3.2: parameters that we do not know are ignored. */
static const struct shape request_shape = {
	.fields = request_fields, .count = 5, .size_bytes = sizeof(struct token_request),
	.given_offset = offsetof(struct token_request, given), REST_UNKNOWN,
};

struct token_answer {
	struct given	 given;
	const char	*access_token;
	const char	*scope;
	long		 expires_in;
	const char	*token_type;
};

static const struct field answer_fields[] = {
	{ "access_token", FIELD_TEXT, 0, offsetof(struct token_answer, access_token) },
	{ "scope", FIELD_TEXT, 0, offsetof(struct token_answer, scope) },
	{ "expires_in", FIELD_NUMBER, 0, offsetof(struct token_answer, expires_in) },
	{ "token_type", FIELD_TEXT, 0, offsetof(struct token_answer, token_type) },
};
static const struct shape answer_shape = SHAPE(struct token_answer, answer_fields);

struct token_error {
	struct given	 given;
	const char	*error;
	const char	*error_description;
};

static const struct field error_fields[] = {
	{ "error", FIELD_TEXT, 0, offsetof(struct token_error, error) },
	{ "error_description", FIELD_TEXT, 0, offsetof(struct token_error, error_description) },
};
const struct shape token_error_shape = SHAPE(struct token_error, error_fields);

/* RFC 6749 §5.2 */
static enum status
refuse(struct exchange *x, int code, const char *error, const char *description)
{
	struct token_error e = { .given = GIVEN_ALL, .error = error,
		.error_description = description };

	if (code == 401)
		response_header(x->response, "WWW-Authenticate", "Basic realm=\"Postern\"");
	return body_send(x, code, &token_error_shape, &e);
}

/* RFC 6749 §2.3.1: client_secret_basic; both parts are form-encoded. */
static void
read_basic(struct exchange *x, struct token_request *r)
{
	const char *header = x->request->authorization, *plain, *colon;

	if (header == NULL || strncasecmp(header, "Basic ", 6) != 0)
		return;
	plain = base64_decode(x->arena, header + 6);
	colon = plain == NULL ? NULL : strchr(plain, ':');
	if (colon == NULL)
		return;
	r->client_id = form_decode(x->arena, plain, (size_t)(colon - plain));
	r->client_secret = form_decode(x->arena, colon + 1, strlen(colon + 1));
}

static enum status
answer(struct exchange *x, const struct client *c, const char *token)
{
	struct token_answer t = { .given = GIVEN_ALL, .access_token = token, .scope = c->scopes,
		.expires_in = TOKEN_LIFETIME_S, .token_type = "Bearer" };

	return body_send(x, 200, &answer_shape, &t);
}

/* RFC 6749 §5.2 has no error for this; the code is that of RFC 6585 §4. */
static enum status
refuse_to_guess(struct exchange *x, const struct client *c)
{
	response_header(x->response, "Retry-After",
	    arena_print(x->arena, "%ld", allowance_wait_s(&c->allowance)));
	return refuse(x, 429, "too_many_attempts", fault_english(x->arena, &x->fault));
}

static enum status
issue(struct exchange *x, const struct token_request *r)
{
	struct credentials c = { r->client_id, r->client_secret, r->audience,
		r->scope == NULL ? "" : r->scope, x->request->address };
	struct client client = { 0 };
	const char *token;
	enum status st = issue_token(&x->act, x->request->host, &c, &token, &client);

	if (st == LIMITED)
		return refuse_to_guess(x, &client);
	if (st == INVALID)
		return refuse(x, 400, "invalid_scope", fault_english(x->arena, &x->fault));
	if (st == STRANGER || st == FORBIDDEN)
		return refuse(x, http_code(st), "access_denied", fault_english(x->arena, &x->fault));
	return st == OK ? answer(x, &client, token) : st;
}

enum status
token_create(struct exchange *x)
{
	struct token_request r = { 0 };
	enum status st = body_decode(x, &request_shape, CREATING, &r);

	if (st != OK)
		return refuse(x, 400, "invalid_request", fault_english(x->arena, &x->fault));
	read_basic(x, &r);
	if (r.grant_type == NULL)
		return refuse(x, 400, "invalid_request", "Missing required parameter: grant_type");
	if (!text_is(r.grant_type, "client_credentials"))
		return refuse(x, 400, "unsupported_grant_type",
		    "Only the grant type client_credentials is supported.");
	if (r.client_id != NULL && client_is_id(r.client_id))
		x->claimed = r.client_id;
	if (r.client_id == NULL || r.client_secret == NULL)
		return refuse(x, 401, "access_denied", "Unauthorized");
	return issue(x, &r);
}

const struct operation token_create_operation = {
	.summary = "Get a token for client credentials (RFC 6749, section 4.4)",
	.body = &request_shape, .answer = &answer_shape, .code = 200,
};
