/*
 * sp_metadata.h - our SAML metadata and certificate, for a provider that reads them
 *
 * GET /samlp/metadata?connection=NAME[&signed=true], which an administrator need not type then; and
 * GET /pem, /cer and /pb7: the certificate that our requests are signed with.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef WEB_ASSISTANT_SP_METADATA_H
#define WEB_ASSISTANT_SP_METADATA_H

#include "http/exchange.h"

/* Answers for any connection name of the host's tenant, as a provider is set up before
 * the connection is made.  OASIS SAML 2.0 metadata §2.4.4.  Whether we sign our requests
 * is said by the address, which the assistant shows, and not looked up: so a connection
 * that is known and one that is not look alike.  It has the certificate that we sign
 * with and the one that we will, so that providers know it by then.  Until ours is made,
 * the metadata has none and says that we sign nothing. */
enum status	 sp_metadata(struct exchange *x);

/* The certificate as PEM, as DER, and in a PKCS #7 bundle. */
enum status	 sp_certificate_pem(struct exchange *x);
enum status	 sp_certificate_der(struct exchange *x);
enum status	 sp_certificate_bundle(struct exchange *x);

#endif
