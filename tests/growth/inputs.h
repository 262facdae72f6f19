/*
 * inputs.h - the inputs that requests.c doubles
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef TESTS_GROWTH_INPUTS_H
#define TESTS_GROWTH_INPUTS_H

#include <stddef.h>

/* A text that grows: the beginning, the unit so many times with a comma or nothing between,
 * the middle, its close as often, the end.  In the unit, # is its number; elsewhere, @ is
 * the number of the request.  Numbers have at least four digits. */
struct text {
	const char	*begin, *unit, *comma, *middle, *close, *end;
};

/* A program, somebody in the middle of a setup, and somebody who has done one. */
enum guest { PROGRAM, VISITOR, OWNER };

enum part { BODY, QUERY, PATH, COOKIE, LANGUAGE, AUTHORIZATION };

struct input {
	const char	*name;
	size_t		 most;		/* units, in the doubled request */
	struct text	 text;
	enum part	 part;		/* which of the request grows */
	const char	*method, *path, *type;
	int		 code;		/* of the answer */
	enum guest	 guest;
};

extern const struct input	inputs[];
extern const size_t		input_count;
/* Tickets, with which a connection is then set up as far as the step that code is. */
extern const struct input	setups[];
extern const size_t		setup_count;

#endif
