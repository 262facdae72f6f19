/*
 * body.h - decodes requests and sends answers, for all resources of the Management API
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef API_BODY_H
#define API_BODY_H

#include "base/fields.h"
#include "http/exchange.h"

/* Decodes the request's body, JSON or a form, by the shape's rows.  INVALID: the
 * sentence is the contract's. */
MUST_USE enum status
		 body_decode(struct exchange *x, const struct shape *s, enum decode_mode mode,
		    void *out);
MUST_USE enum status
		 query_decode(struct exchange *x, const struct shape *s, void *out);

MUST_USE enum status
		 body_decode_list(struct exchange *x, const struct field *list,
		    struct objects *out);

/* The rows that remain after a query's fields and include_fields, for given.present;
 * fields NULL or "": all. */
uint64_t	 body_shown(struct arena *a, const struct shape *s, const char *fields, bool include);
/* The names of the others, separated by spaces, as queries take them; NULL if there are none. */
char		*body_hidden(struct arena *a, const struct shape *s, uint64_t shown);
enum status	 body_send(struct exchange *x, int code, const struct shape *s,
		    const void *object);
enum status	 body_send_json(struct exchange *x, int code, const char *json);
/* Sends x->fault as the contract's error body. */
extern const struct shape	 body_error_shape;
void		 body_send_error(struct exchange *x, int code);

#endif
