/*
 * customer.h - a customer with a ticket, on the way through the assistant
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef TESTS_STORE_CUSTOMER_H
#define TESTS_STORE_CUSTOMER_H

#include "database.h"
#include "model/ticket/visit.h"
#include "store/connection.h"

#define CLIENTS "\"enabled_clients\":[\"client-a\",\"client-b\"]"

/* An organization of that name: its id. */
const char	*organization_new(struct place *p, const char *name);
/* A connection of that name, made by a customer: its id. */
const char	*connection_new(struct place *p, const char *name);

/* Two browsers of one ticket. */
struct customer {
	struct place	*place;
	const char	*tenant, *domain, *ticket, *id;
	const char	*session_hash[2];
};

/* config: the members of connection_config; rest: further ones of the request,
 * each with a comma before it. */
struct customer	 customer_new(struct place *p, const char *config, const char *rest);
/* As a session sees the wizard now. */
struct wizard_key customer_key(struct customer *c, int session);
long		 customer_revision(struct customer *c);
struct visit	 customer_visit(struct customer *c);
/* Of the wizard's row: "" for null. */
const char	*customer_column(struct customer *c, const char *column);

/* Each must succeed. */
void		 customer_choose(struct customer *c, const char *strategy);
void		 customer_submit(struct customer *c, const char *client_id, const char *sealed);
void		 customer_find(struct customer *c, const char *issuer);
const char	*customer_create(struct customer *c, const char *options);
/* All of these, and then as far as the last step. */
const char	*customer_connect(struct customer *c);
struct customer	 customer_connected(struct place *p, const char *config, const char *rest);

/* How many events of that kind and outcome its tenant has. */
long		 customer_events(struct customer *c, const char *kind, const char *outcome);

#endif
