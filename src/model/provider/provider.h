/*
 * provider.h - the identity providers that the assistant knows
 *
 * Each has one row in a file of its own and a folder of guides.  A difference between
 * providers is a member of the row: no other file asks for the name of a strategy
 * (build-aux/guards/strategies.sh holds that).
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODEL_PROVIDER_PROVIDER_H
#define MODEL_PROVIDER_PROVIDER_H

#include "base/fields.h"
#include "model/provider/address.h"
#include "model/provider/attribute_names.h"
#include "model/provider/login_failure.h"
#include "model/provider/metadata_address.h"

enum protocol { PROTOCOL_OPENID, PROTOCOL_SAML };

/* The option that the rest of a connection's options is derived from. */
enum option_source {
	DERIVED_FROM_NOTHING,
	DERIVED_FROM_DOMAIN,		/* domain */
	DERIVED_FROM_DISCOVERY_URL,	/* discovery_url */
	DERIVED_FROM_TENANT,		/* tenantId or tenant_domain */
	DERIVED_FROM_ISSUER,		/* none: its row has the issuer */
	DERIVED_FROM_METADATA,		/* metadataUrl, metadataXml or the certificate */
	DERIVED_FROM_FEDERATION,	/* adfs_server or fedMetadataXml */
	DERIVED_FROM_CERTIFICATE,	/* signingCert or cert */
};

struct provider_form;	/* model/provider/form.h */

struct provider {
	const char	*strategy;	/* as in a profile's allowed_strategies */
	const char	*name;		/* of a product, or a literal that N_() marks */
	const char	*product;	/* its short name in sentences, "Okta"; NULL: there is no one product */
	const char	*mark;		/* in static/marks.svg */
	enum protocol	 protocol;

	/* The assistant. */
	const struct provider		*makes;		/* the row whose connections it makes; NULL: its own */
	const struct provider_form	*form;		/* and templates/guides/STRATEGY/ */
	const char			*lead;		/* above the form: where its values come from; a literal
							   that N_() marks */
	const char			*known_by;	/* how people tell that they use it; likewise, or NULL */
	const char			*reviewed_on;	/* ISO day on which its guide was last compared with the
							   vendor's documentation; NULL: there is no vendor */
	enum address_kind		 address;	/* OpenID: the kind of its address */
	enum metadata_kind		 metadata;	/* SAML: the kind of its metadata's URL */
	const struct attribute_names	*attributes;	/* its default names for them */
	bool				 plain_client_ids;	/* they are no URLs or email addresses */
	bool				 secrets_have_ids;	/* each client secret, a UUID */

	/* The connections of this strategy; if options is NULL, there are none. */
	const struct shape	*options;
	const char		*defaults;	/* JSON: they lie below the options; "{domain}" is
						   the tenant's canonical domain */
	const char		*address_option; /* of SAML: the URL of its metadata; NULL: none */
	const char		*document_option; /* of SAML: its metadata as a text; NULL: it is not kept */
	const char		*sign_in_option; /* the option that is signInEndpoint, too, if that is
						    absent; NULL: none */
	enum option_source	 source;
	const char		*issuer;	/* OpenID: of all its customers; NULL: each has one */
	const char		*only_type;	/* of OpenID: back_channel; NULL: as typed */
	const char		*usual_mode;	/* mapping_mode if a profile asks for nothing */
	bool			 takes_keys;	/* it can use private_key_jwt */

	/* Logins by OpenID Connect. */
	const char		*domain_claim;	/* the claim, and parameter of the request, whose value must
						   be the option domain or a domain that is verified for the
						   connection; NULL: none */
	const char		*email_proof;	/* the claim that says that the domain of the claim email is
						   the customer's own.  An email address without it, of a
						   domain that is not verified for the connection, counts as
						   unverified; NULL: the claim email_verified counts */

	/* Logins that fail. */
	const struct login_remedy	*remedies;	/* in its console; NULL: none */
	const char			*code_prefix;	/* of its own codes of errors, by which it is known even if
							   the general guide was chosen; NULL: none */
};

/* All providers, in the order in which they are offered if a profile names none. */
extern const struct provider *const	providers[];
extern const size_t			provider_count;
/* The providers that connections can have, in the order in which sentences name them. */
extern const struct provider *const	connection_providers[];
extern const size_t			connection_provider_count;
/* All strategies in the order of the contract, ended by NULL. */
extern const char *const		provider_strategies[];

const struct provider	*provider_find(const char *strategy);	/* NULL: none */
/* The badge: OIDC or SAML. */
const char		*provider_badge(const struct provider *p);
/* The row whose connections the assistant makes for p, with their options: its own, or that of
 * makes. */
const struct provider	*provider_makes(const struct provider *p);
/* The row whose form is filled in if p was chosen: p, or, if there is a connection of another
 * strategy than p makes now, that strategy's.  made: the connection's strategy; NULL: there is none. */
const struct provider	*provider_asked(const struct provider *p, const char *made);

/* The strategies of connections that may have signing keys of ours. */
struct texts		 provider_key_strategies(struct arena *a);

/* Finds it by the strategy of a connection.  INVALID: no connection can have that
 * strategy; the sentence names those that it can have. */
MUST_USE enum status	 connection_provider_find(struct arena *a, const char *strategy,
			    const struct provider **out, struct fault *f);

#endif
