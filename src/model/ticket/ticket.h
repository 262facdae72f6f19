/*
 * ticket.h - the right to set up one connection, as a URL
 *
 * A ticket is 32 letters and digits.  The first 12 are its public id, shown
 * in lists and enough to revoke it; the whole is the secret that opens it.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODEL_TICKET_TICKET_H
#define MODEL_TICKET_TICKET_H

#include "base/clock.h"
#include "base/fields.h"

enum {
	TICKET_LENGTH = 32,
	TICKET_ID_LENGTH = 12,
};

/* The state, as ticket_state() in the database decides it by its clock. */
enum ticket_state { TICKET_LIVE, TICKET_USED_UP, TICKET_EXPIRED, TICKET_REVOKED };

enum verification { VERIFY_NONE, VERIFY_OPTIONAL, VERIFY_REQUIRED };

struct ticket {
	const char		*id;
	enum ticket_state	 state;
	long			 uses;
	long			 uses_allowed;
	moment			 opens_until;	/* for the first use */
	moment			 ends_at;	/* 0: not used yet */
	const char		*connection_name;
	const char		*shown_name;	/* of the connection, for people */
	bool			 may_enable;	/* the ticket names clients to enable */
	enum verification	 verification;
};

enum ticket_state	 ticket_state_parse(const char *name);
enum verification	 verification_parse(const char *name);

/* Whether the text has the form of a whole ticket; of a public id. */
bool			 ticket_is_secret(const char *text);
bool			 ticket_is_id(const char *text);
char			*ticket_id_of(struct arena *a, const char *secret);
/* The time that a ticket's sessions last. */
long			 ticket_session_hours(void);
char			*ticket_url(struct arena *a, const char *domain, const char *secret);
/* Finds the ticket in the end of its URL, whatever mail and chat programs made of that:
 * escapes, markup, a full stop, the parameters of a tracker.  NULL: there is none. */
char			*ticket_in_link(struct arena *a, const char *text);

/* The request that makes a ticket. */
struct ticket_request {
	struct given			 given;
	const char			*connection_id;
	struct connection_config	*connection_config;
	struct texts			 enabled_clients;
	struct objects			 enabled_organizations;
	long				 ttl_sec;
	struct domain_aliases_config	*domain_aliases_config;
	struct provisioning_config	*provisioning_config;
	bool				 use_for_organization_discovery;
	struct enabled_features		*enabled_features;
	struct client_access		*third_party_client_access_config;
};

extern const struct shape	ticket_request_shape;

/* INVALID: it breaks a rule that the rows cannot check, or asks for something that is not
 * built yet.  The domain names in it are clean afterwards. */
MUST_USE enum status	 ticket_request_check(struct arena *a, struct ticket_request *r,
			    struct fault *f);
/* A request that was checked, as JSON to be kept: each domain name stands once, and
 * use_for_organization_discovery is filled in if it was left out. */
char			*ticket_request_json(struct arena *a, struct ticket_request *r);
/* The seconds until the first use must come; 0 or an absent ttl_sec means the maximum. */
long			 ticket_request_ttl_s(const struct ticket_request *r);

#endif
