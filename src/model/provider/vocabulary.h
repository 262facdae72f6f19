/*
 * vocabulary.h - names of the contract and of SAML that do not follow from our providers
 *
 * The contract has more strategies than can be set up here, and uses some of their names
 * for protocols, too.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODEL_PROVIDER_VOCABULARY_H
#define MODEL_PROVIDER_VOCABULARY_H

/* The strategies of connections, ended by NULL; the first is for queries only. */
extern const char *const	connection_strategies[];
/* idpinitiated.client_protocol, in a ticket and in a connection's options. */
extern const char *const	ticket_client_protocols[];
extern const char *const	option_client_protocols[];

/* The beginnings of Microsoft's numbered codes of errors. */
#define ENTRA_CODES "AADSTS"
#define AD_FS_CODES "MSIS"

/* Bindings for SAML 2.0, §3.4 and §3.5. */
#define SAML_BINDINGS "urn:oasis:names:tc:SAML:2.0:bindings:"
#define SAML_REDIRECT SAML_BINDINGS "HTTP-Redirect"
#define SAML_POST SAML_BINDINGS "HTTP-POST"

/* The strategies of connections for which a user attribute profile may have exceptions,
 * in the order of the contract: ROW(index, strategy) for each. */
enum { EXCEPTION_STRATEGIES = 8 };
#define EXCEPTION_STRATEGY_ROWS(ROW) \
	ROW(0, "pingfederate"), ROW(1, "ad"), ROW(2, "adfs"), ROW(3, "waad"), ROW(4, "google-apps"), \
	ROW(5, "okta"), ROW(6, "oidc"), ROW(7, "samlp")

#endif
