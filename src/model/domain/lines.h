/*
 * lines.h - the lookups of a domain check in words, as a table
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODEL_DOMAIN_LINES_H
#define MODEL_DOMAIN_LINES_H

#include "model/domain/check.h"

extern const struct shape	domain_line_shape;

/* *out: struct domain_line for each question that has to do with the record. */
void	 domain_lines(struct arena *a, const struct domain_question *q,
	    const struct domain_gathered *g, struct objects *out);

#endif
