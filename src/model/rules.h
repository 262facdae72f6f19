/*
 * rules.h - the numbers of our rules; rules.def has the reason of each
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODEL_RULES_H
#define MODEL_RULES_H

#define RULE(name, number, unit, reason) name = (number),
enum {
#include "model/rules.def"
};
#undef RULE

#endif
