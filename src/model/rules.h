/*
 * rules.h - the numbers of our rules, each with its reason in rules.def
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
