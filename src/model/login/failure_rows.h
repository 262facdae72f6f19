/*
 * failure_rows.h - the words for each failure of a login
 *
 * Of a protocol's own table, or of the common one, the first row counts whose condition
 * holds.  Each failure has a row in one of the three.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODEL_LOGIN_FAILURE_ROWS_H
#define MODEL_LOGIN_FAILURE_ROWS_H

#include "model/login/diagnosis.h"

struct failure_row {
	enum login_failure	 failure;	/* a table ends with LOGIN_PASSED */
	bool			 (*when)(const struct login_outcome *o);	/* NULL: always */
	struct login_step	 happened;
	const char		*expected, *came;	/* labels, which N_() marks; NULL: none */
	struct login_step	 steps[2];	/* where the provider has no remedy of its own */
	enum login_mend		 mend;
	bool			 is_fallback;
};

extern const struct failure_row	openid_failure_rows[], saml_failure_rows[], failure_rows[];

/* The two differ by a slash at the end, and by nothing else. */
bool	 differs_by_slash(const struct login_outcome *o);

#endif
