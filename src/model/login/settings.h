/*
 * settings.h - what a login needs of a connection's options
 *
 * The options are those of a revision as the API shows them (settings, derived, own), JSON.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODEL_LOGIN_SETTINGS_H
#define MODEL_LOGIN_SETTINGS_H

#include "base/fields.h"
#include "model/provider/provider.h"

/* The connection, as a login uses it. */
struct login_connection {
	const char		*tenant_id, *domain;	/* the tenant's canonical domain */
	const char		*id, *name, *strategy;
	const struct provider	*provider;	/* of that strategy */
	const char		*options;	/* JSON */
	struct texts		 verified_domains;	/* in lower case, xn--; for a login that ends */
};

/* An option of upstream_params that has a value. */
struct upstream_parameter {
	struct given	 given;
	const char	*name, *value;	/* value NULL: it is one of the application's request */
};

struct login_settings {
	/* OpenID Connect */
	const char	*token_issuer;	/* iss of ID tokens: issuer, {tenantid} filled in */
	const char	*issuer, *authorization_endpoint, *token_endpoint, *userinfo_endpoint, *jwks_uri;
	const char	*client_id, *scope;
	struct objects	 upstream;	/* struct upstream_parameter: further ones of the request */
	bool		 is_front_channel;	/* id_token by form_post; else a code */
	bool		 uses_pkce;
	const char	*auth_method;	/* client_secret_post, client_secret_basic, private_key_jwt */
	/* of private_key_jwt: the token endpoint, or the issuer if that is of the same server */
	const char	*assertion_audience;
	struct texts	 algorithms;	/* that the provider announces; empty: none announced */
	/* The claim whose value must be one of these domains, the first of which is that in the
	 * settings; NULL: none. */
	const char	*domain_claim;
	struct texts	 domains;
	bool		 answers_name_issuer;	/* the provider announces it (RFC 9207) */
	bool		 needs_userinfo;	/* a mapping refers to it, and there is an endpoint */
	/* SAML */
	const char	*idp_entity_id, *sign_in_url;
	bool		 uses_redirect;	/* HTTP-Redirect; else HTTP-POST */
	bool		 signs_request;
	const char	*signature_algorithm, *digest_algorithm;	/* rsa-sha256, ...; sha256, ... */
	struct texts	 certificates;	/* PEM, the primary first */
	const char	*entity_id;	/* ours: options.entityId or the usual one */
	const char	*acs_url;	/* ours; of OpenID Connect the callback URL */
	bool		 allows_sha1;	/* it signs its requests with RSA-SHA1, too */
	/* NameIDPolicy's Format by the mapping; NULL: none is asked for */
	const char	*name_id_format;
};

/* INVALID: something that a login needs is missing; *missing is the option's name. */
MUST_USE enum status
	 login_settings_read(struct arena *a, const struct login_connection *c,
	    struct login_settings *out, const char **missing, struct fault *f);

#endif
