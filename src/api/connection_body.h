/*
 * connection_body.h - a connection as the Management API shows it
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef API_CONNECTION_BODY_H
#define API_CONNECTION_BODY_H

#include "http/exchange.h"
#include "model/connection/request.h"
#include "store/connection.h"

struct connection_body {
	struct given	 given;
	const char	*id, *name, *display_name, *strategy;
	struct verbatim	*options, *metadata;
	bool		 is_domain_connection, show_as_button;
	struct texts	 realms, enabled_clients;
	struct purpose	*authentication, *connected_accounts, *cross_app_access_requesting_app;
	struct resource_app *cross_app_access_resource_app;
};

/* The rows of connection_body_shape, in the order in which they are shown. */
enum connection_body_row { BODY_ID, BODY_NAME, BODY_DISPLAY_NAME, BODY_STRATEGY, BODY_OPTIONS,
	BODY_REALMS, BODY_ENABLED_CLIENTS, BODY_IS_DOMAIN_CONNECTION, BODY_SHOW_AS_BUTTON,
	BODY_METADATA, BODY_AUTHENTICATION, BODY_CONNECTED_ACCOUNTS, BODY_CROSS_APP_ACCESS, BODY_RESOURCE_APP };

extern const struct shape	connection_body_shape;

/* The rows that the caller may see: all, or all but the options. */
uint64_t connection_body_rows(struct exchange *x);
/* shown: a bit for each row, of which those that the caller may see are shown. */
MUST_USE enum status
	 connection_body_make(struct exchange *x, const struct connection *row,
	    uint64_t shown, struct connection_body *out);
/* If st is OK, answers with the whole connection; otherwise returns st. */
enum status
	 connection_body_send(struct exchange *x, enum status st, int code,
	    const struct connection *row);

#endif
