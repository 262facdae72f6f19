/*
 * sp_metadata.h - GET /samlp/metadata?connection=NAME: what a SAML provider
 * may read about us instead of having it typed
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef WEB_ASSISTANT_SP_METADATA_H
#define WEB_ASSISTANT_SP_METADATA_H

#include "http/exchange.h"

/* For any connection name of the host's tenant: a provider is set up before
 * the connection is made.  OASIS SAML 2.0 metadata §2.4.4. */
enum status	 sp_metadata(struct exchange *x);

#endif
