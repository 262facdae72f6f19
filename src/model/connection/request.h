/*
 * request.h - a connection as a program sends it
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODEL_CONNECTION_REQUEST_H
#define MODEL_CONNECTION_REQUEST_H

#include "base/fields.h"

/* The purpose that a connection is used for. */
struct purpose {
	struct given	given;
	bool		active, cross_app_access;
};
extern const struct shape	purpose_shape;

/* Whether applications of others may reach ours through the connection. */
struct resource_app {
	struct given	 given;
	const char	*status;	/* enabled or disabled */
};
extern const struct shape	resource_app_shape;

struct connection_request {
	struct given	 given;
	const char	*display_name;
	bool		 is_domain_connection, show_as_button;
	struct texts	 realms;
	struct verbatim	*metadata;
	struct purpose	*authentication, *connected_accounts, *cross_app_access_requesting_app;
	struct resource_app *cross_app_access_resource_app;
	struct verbatim	*options;		/* checked by connection_options_check */
	struct texts	 enabled_clients;
	const char	*name, *strategy;
};

/* The rows; those before REQUEST_OPTIONS lie outside the revisions.  null counts as absent. */
enum connection_request_row { REQUEST_DISPLAY_NAME, REQUEST_IS_DOMAIN_CONNECTION,
	REQUEST_SHOW_AS_BUTTON, REQUEST_REALMS, REQUEST_METADATA, REQUEST_AUTHENTICATION,
	REQUEST_CONNECTED_ACCOUNTS, REQUEST_CROSS_APP_ACCESS, REQUEST_RESOURCE_APP, REQUEST_OPTIONS,
	REQUEST_ENABLED_CLIENTS, REQUEST_NAME, REQUEST_STRATEGY };

extern const struct shape	connection_create_shape;	/* POST */
extern const struct shape	connection_change_shape;	/* PATCH */

/* With the options that we do not know (FIELDS_MAX_UNKNOWN_BYTES), 64 KB of a connection. */
enum { REALMS_MAX_BYTES = 4 * 1024 };
/* INVALID: it breaks a rule that the rows cannot check; options have their own. */
MUST_USE enum status
		 connection_request_check(struct arena *a, const struct connection_request *r,
		    struct fault *f);

/* The rows before REQUEST_OPTIONS, where given, as JSON: a connection keeps them beside
 * its revisions. */
char		*connection_config_write(struct arena *a, const struct connection_request *r);
/* Reads that JSON, or the one that a ticket wrote there. */
MUST_USE enum status
		 connection_config_read(struct arena *a, const char *json,
		    struct connection_request *out, struct fault *f);

struct client_change {
	struct given	 given;
	const char	*client_id;
	bool		 status;
};

/* The body of PATCH .../clients: a list of struct client_change. */
extern const struct field	client_changes_row;
/* INVALID: a client occurs twice. */
MUST_USE enum status
		 client_changes_check(struct arena *a, const struct objects *changes,
		    struct fault *f);

#endif
