/*
 * json_document.h - an object of JSON that a provider sent
 *
 * As strict and as bounded as the body of a request (base/fields.h): no member twice, no NUL, no
 * number that a database could not keep.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SSO_JSON_DOCUMENT_H
#define SSO_JSON_DOCUMENT_H

#include <stdbool.h>

#include "base/fields.h"

/* A value of it; lives as long as the arena.  NULL, where one is passed, has nothing in it. */
struct json;

/* NULL: it is no such object. */
const struct json *json_document_read(struct arena *a, const char *bytes, size_t length);

/* NULL: it is not there. */
const struct json *json_member(const struct json *object, const char *name);
/* All members, in their order: struct json_named. */
struct json_named {
	const char		*name;
	const struct json	*value;
};
struct objects	 json_members(struct arena *a, const struct json *object);
bool		 json_is_list(const struct json *value);
size_t		 json_count(const struct json *list);	/* 0: it is no list */
const struct json *json_item(const struct json *list, size_t i);

/* NULL: it is no text. */
const char	*json_text(const struct json *value);
/* false: it is no number. */
bool		 json_number(const struct json *value, double *out);
bool		 json_is_yes(const struct json *value);		/* true */
/* A text as it is, anything else as compact JSON. */
const char	*json_shown(struct arena *a, const struct json *value);

/* The member of that name: json_text(), json_shown() of it. */
const char	*json_member_text(const struct json *object, const char *name);
const char	*json_member_shown(struct arena *a, const struct json *object, const char *name);

#endif
