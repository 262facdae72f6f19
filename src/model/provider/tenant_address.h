/*
 * tenant_address.h - the address of a provider that has one server for all its customers
 *
 * What is typed names the customer: the tenant of Microsoft Entra ID, the domain of Google
 * Workspace.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODEL_PROVIDER_TENANT_ADDRESS_H
#define MODEL_PROVIDER_TENANT_ADDRESS_H

#include "model/provider/address.h"

/* For the kinds ENTRA_TENANT and WORKSPACE_DOMAIN; text: by typed_address(). */
MUST_USE enum status
	 tenant_address_read(struct arena *a, enum address_kind kind, const char *text,
	    struct provider_address *out, struct fault *f);

#endif
