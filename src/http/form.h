/*
 * form.h - the fields of a form, and application/x-www-form-urlencoded, strictly
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef HTTP_FORM_H
#define HTTP_FORM_H

#include "base/fields.h"
#include "base/status.h"

enum {
	FORM_MAX_FIELDS = 64,
	FORM_MAX_NAME_BYTES = 128,
	FORM_MAX_VALUE_BYTES = 64 * 1024,
};

struct form_pair {
	const char	*name;
	const char	*value;
};

struct form {
	struct form_pair	pairs[FORM_MAX_FIELDS];
	size_t			count;
};

/* INVALID: broken escapes, not UTF-8, NUL, or too many fields. */
MUST_USE enum status
		 form_parse(struct arena *a, const char *text, size_t length, struct form *out,
		    struct fault *f);
/* INVALID: a name occurs twice, which no page of ours sends. */
MUST_USE enum status
		 form_check_names(const struct form *form, struct fault *f);
/* INVALID: a name or a value is longer than any of ours; is_long (may be NULL) tells the names
 * whose values may be as long as a body. */
MUST_USE enum status
		 form_check_lengths(const struct form *form, bool (*is_long)(const char *name),
		    struct fault *f);
/* NULL: there is no such field. */
const char	*form_get(const struct form *form, const char *name);
/* INVALID: it is missing, or not a number from min to max. */
MUST_USE enum status
		 form_number(const struct form *form, const char *name, long min, long max,
		    long *out, struct fault *f);
/* The form as JSON.  The shape's rows tell numbers and true/false from texts;
 * "name[]" and repeated names of a row of texts make an array; any other name that
 * repeats is a duplicate key, which the decoder refuses.  A form cannot express
 * nested objects: a name like "a[b]" stays a member of that name, which is unknown. */
char		*form_json(struct arena *a, const struct form *form, const struct shape *shape);

#endif
