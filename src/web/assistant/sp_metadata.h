/*
 * sp_metadata.h - what a SAML provider may read about us instead of having it
 * typed: GET /samlp/metadata?connection=NAME, and the certificate that our
 * requests are signed with, GET /pem, /cer and /pb7
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef WEB_ASSISTANT_SP_METADATA_H
#define WEB_ASSISTANT_SP_METADATA_H

#include "http/exchange.h"

/* For any connection name of the host's tenant: a provider is set up before
 * the connection is made.  OASIS SAML 2.0 metadata §2.4.4.  Until our
 * certificate is made it is without one, and says that we sign nothing. */
enum status	 sp_metadata(struct exchange *x);

/* As PEM, as DER, and in a PKCS #7 bundle. */
enum status	 sp_certificate_pem(struct exchange *x);
enum status	 sp_certificate_der(struct exchange *x);
enum status	 sp_certificate_bundle(struct exchange *x);

#endif
