/*
 * operation.h - one route, for the description of the API
 *
 * Each handler NAME has an operation NAME_operation beside it, made of the very
 * rows that the handler decodes and encodes; the route table in door.c names
 * both with AT(METHOD, PATH, NAME).
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef API_OPERATION_H
#define API_OPERATION_H

#include "base/fields.h"

struct operation {
	const char		*summary;
	const struct shape	*query;		/* NULL: no parameters */
	const struct shape	*body;		/* NULL: none, or body_list */
	const struct field	*body_list;	/* a body that is an array */
	bool			 is_patch;	/* the body is decoded PATCHING */
	bool			 is_optional;	/* the body may be absent */
	const struct shape	*answer;	/* NULL: it has no body */
	bool			 is_array;	/* the answer is an array of such objects */
	const struct shape	*or_answer;	/* or this object, with totals or a cursor */
	int			 code;		/* the HTTP code of success */
};

#endif
