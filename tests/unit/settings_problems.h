/*
 * settings_problems.h - what the form of a provider says about its values
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef TESTS_UNIT_SETTINGS_PROBLEMS_H
#define TESTS_UNIT_SETTINGS_PROBLEMS_H

#include "model/provider/settings.h"

#define CERTIFICATE "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n"

struct typed_row {
	struct provider_settings	 typed;
	bool				 has_secret;
	const char			*problems;
};

/* The faults in the input: "field: sentence" for each, ended by a line break. */
char	*problems_of(struct arena *a, const char *strategy, struct provider_settings *s,
	    bool has_secret);
void	 check_problems(const char *strategy, const struct typed_row *rows, size_t count);

#endif
