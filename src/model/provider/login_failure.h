/*
 * login_failure.h - the ways in which a login can fail, by name
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODEL_PROVIDER_LOGIN_FAILURE_H
#define MODEL_PROVIDER_LOGIN_FAILURE_H

#include <stddef.h>

enum login_failure {
	LOGIN_PASSED,
#define LOGIN_FAILURE(name, text) LOGIN_##name,
#include "model/provider/login_failure.def"
#undef LOGIN_FAILURE
	LOGIN_FAILURES
};

/* A sentence of a table: a literal that N_() marks, and a letter for each of its conversions, which
 * are all %s: c the company, e our entity ID, u our callback or ACS URL, m what came. */
struct login_step {
	const char	*text;		/* NULL: none */
	const char	*values;
};

enum remedy_for { REMEDY_FOR_BOTH, REMEDY_FOR_OPENID, REMEDY_FOR_SAML };

/* A remedy in a provider's own console.  A provider's row ends its list with LOGIN_PASSED. */
struct login_remedy {
	enum login_failure	 failure;
	enum remedy_for		 is_for;
	struct login_step	 steps[2];
};

const char		*login_failure_name(enum login_failure w);	/* "passed": LOGIN_PASSED */
/* LOGIN_OTHER: a later version's, or no name. */
enum login_failure	 login_failure_parse(const char *name);

#endif
