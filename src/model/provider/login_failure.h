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

/* A remedy in a provider's own console: at most two steps, literals that N_() marks; step_2
 * may be NULL.  A provider's row ends its list with LOGIN_PASSED. */
struct login_remedy {
	enum login_failure	 failure;
	const char		*step_1, *step_2;
};

const char		*login_failure_name(enum login_failure w);	/* "passed": LOGIN_PASSED */
/* LOGIN_OTHER: a later version's, or no name. */
enum login_failure	 login_failure_parse(const char *name);

#endif
