/*
 * rows.h - tables of bodies: which are taken, and how the others are refused
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef TESTS_UNIT_ROWS_H
#define TESTS_UNIT_ROWS_H

#include "base/fields.h"

struct body_row {
	const char	*json;
	const char	*what;	/* NULL: taken; else a part of the sentence */
};

void	 check_bodies(const struct shape *shape, enum decode_mode mode,
	    const struct body_row *rows, size_t count);

/* A text of that many characters, each of one or of three bytes. */
char	*long_text(struct arena *a, size_t chars);
char	*wide_text(struct arena *a, size_t chars);

#endif
