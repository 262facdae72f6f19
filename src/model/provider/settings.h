/*
 * settings.h - what an administrator types about the provider
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODEL_PROVIDER_SETTINGS_H
#define MODEL_PROVIDER_SETTINGS_H

#include "base/fields.h"
#include "model/provider/address.h"
#include "model/provider/provider.h"

/* All members are as typed and are kept as JSON in the wizard.  The secret is not among
 * them. */
struct provider_settings {
	struct given	 given;
	const char	*domain;		/* the provider's address: this, or */
	const char	*discovery_url;		/* this, which may be an issuer, too */
	const char	*type;			/* OpenID: back_channel, front_channel */
	const char	*client_id;
	const char	*icon_url;
	const char	*source;		/* SAML: url, xml, manual */
	const char	*metadata_url;
	const char	*metadata_xml;
	const char	*sign_in_url;
	const char	*certificate;
	const char	*sign_request;		/* "yes" or NULL */
	const char	*binding;		/* post, redirect */
	const char	*algorithm;		/* rsa-sha256, rsa-sha1 */
	const char	*digest;		/* sha256, sha1 */
};

extern const struct shape	provider_settings_shape;

/* Reads the address of an OpenID provider from what was typed.  INVALID: the address is
 * missing or cannot be used. */
MUST_USE enum status
		 provider_settings_address(struct arena *a, const struct provider *p,
		    const struct provider_settings *s, struct provider_address *out,
		    struct fault *f);

/* Reads the URL of a SAML provider's metadata from what was typed, likewise. */
MUST_USE enum status
		 provider_settings_metadata(struct arena *a, const struct provider *p,
		    const struct provider_settings *s, struct metadata_address *out,
		    struct fault *f);

struct field_problem {
	const char	*field;		/* the name in the form */
	struct objects	 said;		/* struct sentence */
};

enum { MAX_FIELD_PROBLEMS = 8 };

/* Whether a client secret was typed, now or before; one of before may be for another
 * address or client ID. */
enum typed_secret { SECRET_MISSING, SECRET_TYPED, SECRET_OF_ANOTHER };

/* Whether a secret that was typed with former stays with s: both have the same address and
 * client ID, as typed. */
bool		 provider_settings_keep_secret(const struct provider_settings *former,
		    const struct provider_settings *s);

/* Mends what can be mended without asking: what came along with a value that was pasted, and
 * https:// that is missing.  Texts that are only blanks become NULL. */
void		 provider_settings_clean(struct arena *a, const struct provider *p,
		    struct provider_settings *s);

/* The setup, as far as a form is checked against it. */
struct settings_about {
	const struct provider	*provider;	/* it must have a form */
	enum typed_secret	 secret;
	const char		*secret_text;	/* as it was typed now; NULL: it was not */
	struct texts		 our_domains;	/* host[:port], in lower case */
	const char		*our_entity_id;	/* NULL: none */
	const char		*our_certificate;	/* PEM; NULL: none */
};

/* Finds the problems that must be mended before the provider can be checked, and returns
 * their count.  A private key that was pasted along is taken out of s, as it must not be
 * kept, and so is a text that is too long. */
size_t		 provider_settings_check(struct arena *a, const struct settings_about *about,
		    struct provider_settings *s, struct field_problem problems[MAX_FIELD_PROBLEMS]);

#endif
