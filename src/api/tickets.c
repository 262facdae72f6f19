/* SPDX-License-Identifier: Apache-2.0 */
#include "api/tickets.h"

#include <string.h>

#include "actions/ticket.h"
#include "api/body.h"
#include "base/text.h"

struct ticket_answer {
	struct given	 given;
	const char	*ticket;
};

static const struct field answer_fields[] = {
	{ "ticket", FIELD_TEXT, 0, offsetof(struct ticket_answer, ticket) },
};
static const struct shape answer_shape = SHAPE(struct ticket_answer, answer_fields);

/* An empty object. */
static const struct shape nothing_shape;

static enum status
check_domain(struct exchange *x)
{
	const char *domain = x->request->custom_domain;

	if (domain == NULL || (strlen(domain) >= 3 && strlen(domain) <= 255))
		return OK;
	return fail_code(&x->fault, INVALID, "invalid_headers",
	    "The header auth0-custom-domain must have 3 to 255 characters.");
}

enum status
tickets_create(struct exchange *x)
{
	struct ticket_request wanted = { 0 };
	struct ticket_answer answer = { .given = GIVEN_ALL };
	const char *domain = x->request->custom_domain;
	enum status st = check_domain(x);

	if (domain != NULL)
		domain = text_lower(x->arena, domain);
	if (st == OK)
		st = body_decode(x, &ticket_request_shape, CREATING, &wanted);
	if (st == OK)
		st = issue_ticket(&x->act, x->parts[0], &wanted, domain, &answer.ticket);
	return st == OK ? body_send(x, 201, &answer_shape, &answer) : st;
}

enum status
tickets_revoke(struct exchange *x)
{
	bool done;
	enum status st = revoke_ticket(&x->act, x->parts[0], x->parts[1], &done);

	return st == OK ? body_send_json(x, 202, "{}") : st;
}

const struct operation tickets_create_operation = {
	.summary = "Make a ticket that leads an administrator through the set-up",
	.body = &ticket_request_shape, .answer = &answer_shape, .code = 201,
};
const struct operation tickets_revoke_operation = {
	.summary = "Revoke a ticket and end its sessions", .answer = &nothing_shape, .code = 202,
};
