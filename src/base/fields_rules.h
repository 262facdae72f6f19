/*
 * fields_rules.h - what a row asks of a value, and the contract's words for it
 *
 * Only base/fields*.c includes this; everyone else includes fields.h.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef BASE_FIELDS_RULES_H
#define BASE_FIELDS_RULES_H

#include "base/fields.h"

enum { FIELDS_MAX_DEPTH = 32 };

/* One decoding: what it allocates from, how strict it is, where it has got to. */
struct reading {
	struct arena		*arena;
	enum decode_mode	 mode;
	bool			 top;
	struct fault		*fault;
	size_t			 unknown_bytes;	/* of the values without a row, so far */
};

/* "a.b[0].c" and the description of what stands there. */
struct place {
	const char	*path;
	const char	*about;
};

struct place	 place_below(struct reading *r, struct place at, const struct field *field,
		    const char *name);
struct place	 place_item(struct reading *r, struct place at, size_t index);

MUST_USE enum status
		 rule_refuse(struct reading *r, struct place at, const char *format, ...)
		    __attribute__((format(printf, 3, 4)));
MUST_USE enum status
		 rule_wrong_type(struct reading *r, struct place at, const char *wanted,
		    bool or_null, const char *found);

/* OK, or INVALID with the sentence.  A stored text is not checked again. */
MUST_USE enum status
		 rule_text(struct reading *r, struct place at, const struct field *field, long min,
		    long max, const char *value);
MUST_USE enum status
		 rule_number(struct reading *r, struct place at, const struct field *field,
		    long long value);
MUST_USE enum status
		 rule_items(struct reading *r, struct place at, const struct field *field,
		    size_t count);
MUST_USE enum status
		 rule_unique(struct reading *r, struct place at, const struct field *field,
		    const struct texts *t);
MUST_USE enum status
		 rule_properties(struct reading *r, struct place at, long min, long max,
		    size_t count);

/* The name of a member that has no row. */
MUST_USE enum status
		 rule_name(struct reading *r, struct place at, const char *name, long min, long max);
/* A member without a row: its name, which is not another spelling of a row's, and the bytes
 * of all such members of the body, of which the value has so many. */
MUST_USE enum status
		 rule_rest(struct reading *r, struct place at, const struct shape *s,
		    const char *name, size_t value_bytes);

bool		 rule_allows_null(const struct reading *r, const struct field *field);

/* Finds the row of that name, also among the shape's further rows, for which *row
 * is the shape's count.  NULL: the name is unknown here. */
const struct field
		*rule_find(const struct reading *r, const struct shape *s, const char *name,
		    size_t *row);

/* Commas, colons and opening brackets outside texts; the rest of JSON may be wrong. */
size_t	 json_marks(const char *json, size_t length);

#endif
