/* SPDX-License-Identifier: Apache-2.0 */
#include "net/diagnosis.h"

#include "base/sentence.h"

/* The codes are those of OpenSSL's x509_vfy.h. */
enum status
diagnose_certificate(long code, const char *host, struct fault *f)
{
	switch (code) {
	case 0:
	case 1:
		return fail(f, INVALID, "We cannot trust the TLS certificate of %s: it was issued for another "
		    "name.", host);
	case 9:
		return fail(f, INVALID, "We cannot trust the TLS certificate of %s: it is not valid yet.",
		    host);
	case 10:
		return fail(f, INVALID, "We cannot trust the TLS certificate of %s: it has expired.",
		    host);
	case 18:
	case 19:
		return fail(f, INVALID, "We cannot trust the TLS certificate of %s: it is self-signed, or its "
		    "authority is unknown to us.", host);
	case 20:
	case 21:
		return fail(f, INVALID, "We cannot trust the TLS certificate of %s: the server does not send "
		    "the whole chain, or the authority is unknown to us.", host);
	default:
		return fail(f, INVALID, "We cannot trust the TLS certificate of %s.", host);
	}
}

enum status
diagnose_status(long code, const char *host, struct fault *f)
{
	if (code == 404 || code == 410)
		return fail(f, INVALID,
		    "%s has nothing at this address (HTTP status %ld). Check the address.", host, code);
	if (code == 401 || code == 403)
		return fail(f, INVALID,
		    "%s only shows this after a sign-in (HTTP status %ld). Use an address that anyone can "
		    "open.", host, code);
	if (code >= 500 || code == 408 || code == 425 || code == 429)
		return fail(f, UNAVAILABLE, "%s has a problem or is busy (HTTP status %ld).",
		    host, code);
	return fail(f, INVALID,
	    "%s did not answer with a document (HTTP status %ld). Check the address.", host, code);
}
