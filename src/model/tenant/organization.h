/*
 * organization.h - a customer of the tenant, and the connections of its members
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODEL_TENANT_ORGANIZATION_H
#define MODEL_TENANT_ORGANIZATION_H

#include "base/fields.h"

struct organization_colors {
	struct given	 given;
	const char	*primary, *page_background;
};

struct organization_branding {
	struct given			 given;
	const char			*logo_url;
	struct organization_colors	*colors;
};

struct quota {
	struct given	 given;
	bool		 enforce;
	long		 per_day, per_hour;
};

struct token_quota {
	struct given	 given;
	struct quota	*client_credentials;
};

/* A create or update request, an answer, and an organization in between. */
struct organization {
	struct given			 given;
	const char			*id;		/* "org_" and 16 letters and digits */
	const char			*name;
	const char			*display_name;
	struct organization_branding	*branding;
	struct verbatim			*metadata;
	struct token_quota		*token_quota;
	struct objects			 enabled_connections;	/* struct organization_connection */
};

/* Rows of organization_shape. */
enum organization_row { ORGANIZATION_ID, ORGANIZATION_NAME, ORGANIZATION_DISPLAY_NAME,
	ORGANIZATION_BRANDING, ORGANIZATION_METADATA, ORGANIZATION_TOKEN_QUOTA,
	ORGANIZATION_CONNECTIONS };

extern const struct shape	organization_shape;

struct connection_information {
	struct given	 given;
	const char	*name, *strategy;
};

/* A connection as an organization has it. */
struct organization_connection {
	struct given			 given;
	const char			*connection_id;
	bool				 assign_membership_on_login, show_as_button,
					 is_signup_enabled;
	struct connection_information	*connection;
	const char			*name, *access_level;	/* within the organization */
	bool				 is_enabled;
};

enum organization_connection_row { LINK_CONNECTION_ID, LINK_ASSIGN, LINK_BUTTON, LINK_SIGNUP,
	LINK_CONNECTION, LINK_NAME, LINK_ACCESS, LINK_ENABLED };

/* All rows; and the first ones, for the list of enabled connections. */
extern const struct shape	organization_connection_shape;
extern const struct shape	enabled_connection_shape;

/* INVALID: it breaks a rule that the rows cannot check, such as a connection that occurs
 * twice. */
MUST_USE enum status
		 organization_check(struct arena *a, const struct organization *o, struct fault *f);

#endif
