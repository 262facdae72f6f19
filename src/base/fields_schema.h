/*
 * fields_schema.h - what rows say, as a JSON Schema (draft 2020-12)
 *
 * The description of the API is made of these.  Requests are described with every
 * limit; answers only by names and types, as values kept under former limits are
 * still shown.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef BASE_FIELDS_SCHEMA_H
#define BASE_FIELDS_SCHEMA_H

#include "base/buf.h"
#include "base/fields.h"

enum schema_side { SCHEMA_ANSWER, SCHEMA_CREATE, SCHEMA_PATCH };

/* Appends the schema of an object, or of one row. */
void	 fields_schema(struct buf *b, const struct shape *s, enum schema_side side);
void	 fields_schema_row(struct buf *b, const struct field *field, enum schema_side side);
/* Whether that side knows the row. */
bool	 fields_schema_has(const struct field *field, enum schema_side side);

#endif
