/*
 * signing_key.h - a key that we sign with, and its certificate
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODEL_CONNECTION_SIGNING_KEY_H
#define MODEL_CONNECTION_SIGNING_KEY_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/clock.h"

/* A new key with its private half; only postern-jobs ever has one. */
struct key_pair {
	const char	*kind;			/* rsa3072, p256 or p384; encryption: rsa3072, to decrypt */
	const char	*subject;		/* "CN=..." (RFC 4514) */
	const char	*certificate;		/* PEM */
	const char	*pkcs7;			/* the same in PKCS #7, PEM */
	const char	*sha1, *sha256;		/* of the certificate: "AA:BB:..." */
	char		*private_key;		/* PKCS #8, PEM */
};

/* A key of a connection, without its private half. */
struct connection_key {
	const char	*id;
	const char	*state;			/* current, next or previous */
	const char	*algorithm;		/* of JWS: RS256, ... */
	moment		 current_since;		/* 0: it never was */
	const char	*subject, *certificate, *pkcs7, *sha1;
};

/* A key of the tenant for its SAML requests, without its private half. */
struct tenant_key {
	const char	*id;
	const char	*state;			/* current, next or previous */
	const char	*kind;			/* as above, or rsa2048 */
	moment		 since;			/* it has that state */
	const char	*sha256, *certificate;
};

/* We ourselves, as a SAML provider sees us. */
struct service_provider {
	const char	*tenant_id;		/* NULL: the host is no tenant's */
	const char	*domain;		/* the tenant's canonical one */
	const char	*certificate, *pkcs7;	/* NULL: not made yet */
	const char	*next_certificate;	/* the one that will sign; NULL: not made yet */
	const char	*encryption_certificate;	/* to encrypt to; NULL: not made yet */
	const char	*entity_id;		/* as was chosen for the connection; NULL: the usual one */
};

/* The base64 between the BEGIN and END lines, as one line. */
char	*pem_body(struct arena *a, const char *pem);

#endif
