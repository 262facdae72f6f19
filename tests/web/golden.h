/*
 * golden.h - compares an answer with the one that somebody last reviewed
 *
 * tests/web/golden/NAME holds it; POSTERN_UPDATE_GOLDEN=1 in the environment
 * writes it again.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef GOLDEN_H
#define GOLDEN_H

#include "database.h"

void	 golden_check(struct place *p, const char *name, const char *text);

#endif
