/*
 * provider.h - the identity providers that the assistant knows
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODEL_PROVIDER_PROVIDER_H
#define MODEL_PROVIDER_PROVIDER_H

#include <stddef.h>

struct provider {
	const char	*strategy;	/* as in a profile's allowed_strategies */
	const char	*name;
	const char	*called;	/* in a sentence: "sign in with ..." */
	const char	*protocol;	/* the badge: OIDC or SAML */
	const char	*monogram;
};

/* In the order in which they are offered where a profile names none. */
extern const struct provider	providers[];
extern const size_t		provider_count;
/* Their strategies in the order of the contract, ended by NULL. */
extern const char *const	provider_strategies[];

const struct provider	*provider_find(const char *strategy);	/* NULL: none */

#endif
