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

/* As it is made; only postern-jobs ever has one. */
struct key_pair {
	const char	*kind;			/* rsa2048, p256 or p384 */
	const char	*subject;		/* "CN=..." (RFC 4514) */
	const char	*certificate;		/* PEM */
	const char	*pkcs7;			/* the same in PKCS #7, PEM */
	const char	*sha1, *sha256;		/* of the certificate: "AA:BB:..." */
	char		*private_key;		/* PKCS #8, PEM */
};

/* One of a connection's, without its private half. */
struct connection_key {
	const char	*id;
	const char	*state;			/* current, next or previous */
	const char	*algorithm;		/* of JWS: RS256, ... */
	moment		 current_since;		/* 0: it never was */
	const char	*subject, *certificate, *pkcs7, *sha1;
};

/* We ourselves, as a SAML provider sees us. */
struct service_provider {
	const char	*tenant_id;		/* NULL: nobody's host */
	const char	*domain;		/* the tenant's canonical one */
	const char	*certificate, *pkcs7;	/* NULL: not made yet */
	bool		 signs_requests;	/* is asked to; it can only with a certificate */
};

/* The text between the lines of armour, as one line of base64. */
char	*pem_body(struct arena *a, const char *pem);

#endif
