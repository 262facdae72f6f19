/*
 * rows.h - the providers' rows and the forms, each in a provider's own file
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODEL_PROVIDER_ROWS_H
#define MODEL_PROVIDER_ROWS_H

#include "model/provider/form.h"
#include "model/provider/provider.h"

extern const struct provider	provider_adfs, provider_auth0_samlp, provider_google_apps,
				provider_keycloak_samlp, provider_oidc, provider_okta,
				provider_okta_samlp, provider_pingfederate, provider_samlp,
				provider_waad;

/* For both ways to connect Okta. */
extern const struct login_remedy	okta_remedies[];

/* Metadata by URL or file, or a sign-in URL with its certificate. */
extern const struct provider_form	saml_form;

#endif
