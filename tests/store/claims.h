/*
 * claims.h - a customer's claims of domains, made and looked up
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef TESTS_STORE_CLAIMS_H
#define TESTS_STORE_CLAIMS_H

#include "customer.h"
#include "model/ticket/wizard.h"
#include "store/domain.h"

#define CONFIG "\"name\":\"acme-okta\""
#define OPTIONAL ",\"domain_aliases_config\":{\"domain_verification\":\"optional\"}"
#define REQUIRED ",\"domain_aliases_config\":{\"domain_verification\":\"required\"}"

/* Further members of a ticket's request: for that organization alone. */
const char	*for_organization(struct place *p, const char *organization_id, const char *rest);

struct claim_key claim_key_of(struct customer *c, const char *name);
enum status	 claim_add(struct customer *c, const char *name);
enum status	 claim_ask(struct customer *c, const char *name);
enum status	 claim_remove(struct customer *c, const char *name);
struct domain_row *
		 claim_list(struct customer *c, size_t *count);
struct claimed_domain
		 claim_shown(struct customer *c, const char *name);
/* As postern-jobs has it when a look begins. */
struct domain_claim
		 claim_load(struct customer *c, const char *name);
/* The look found the record / did not. */
void		 claim_find(struct customer *c, const char *name);
void		 claim_miss(struct customer *c, const char *name);

const char	*claim_connection(struct customer *c);
/* A column, or an expression; "" if there is no such claim. */
const char	*claim_column(struct customer *c, const char *name, const char *column);
const char	*claim_status(struct customer *c, const char *name);
/* The connection's, as JSON. */
const char	*claim_aliases(struct customer *c);
/* The state that the waiting page is told. */
const char	*claim_check(struct customer *c, const char *name);

#endif
