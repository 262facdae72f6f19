/*
 * connection.h - a connection's identity-provider settings, as the API has them
 *
 * A revision keeps these rows as JSON; the client secret is kept sealed
 * beside them and is in no answer.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODEL_CONNECTION_CONNECTION_H
#define MODEL_CONNECTION_CONNECTION_H

#include "base/fields.h"
#include "model/attributes/mapping.h"
#include "model/connection/source.h"
#include "model/provider/found.h"
#include "model/provider/provider.h"
#include "model/provider/settings.h"

/* The scopes that the assistant's connections ask for, without those of a mapping. */
#define OPENID_SCOPES "openid profile email"
/* The channel of an OpenID provider: the only one that it has, or the one that was chosen. */
const char	*openid_type(const struct provider *p, const struct provider_settings *typed);
/* Whether requests go by HTTP-Redirect, which was asked for or is the only way. */
bool		 saml_uses_redirect(const struct found *found, bool wants_redirect);
/* How requests are signed: as was chosen, or as is usual. */
const char	*saml_algorithm(const struct provider_settings *typed);
const char	*saml_digest(const struct provider_settings *typed);
/* The warning that requests do not go as was asked for; NULL: they do. */
struct sentence	*saml_binding_doubt(struct arena *a, const struct found *found,
		    bool wants_redirect);

/* The options of a revision as JSON: what was typed, what was found, and the mapping; below them the
 * defaults of the strategy.  domain: ours, at which people sign in. */
char		*connection_options(struct arena *a, const struct provider *p, const char *domain,
		    const struct provider_settings *typed, const struct found *found,
		    const struct mapping *mapping);

/* The options that were found at the source; they lie over the settings. */
char		*connection_derived(struct arena *a, const struct connection_source *s,
		    const struct found *found);

/* The values that the provider must be given; each for the tenant's canonical domain. */
char		*callback_url(struct arena *a, const char *domain);
char		*acs_url(struct arena *a, const char *domain, const char *connection_name);
char		*sp_entity_id(struct arena *a, const char *tenant_id, const char *connection_name);
char		*sp_metadata_url(struct arena *a, const char *domain, const char *connection_name,
		    bool signs_requests);

#endif
