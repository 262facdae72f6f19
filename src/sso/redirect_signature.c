/* SPDX-License-Identifier: Apache-2.0 */
#include "sso/redirect_signature.h"

#include <string.h>

#include "base/encode.h"
#include "base/text.h"
#include "sso/signature.h"

/* xmldsig-core 6.4.2, RFC 6931 2.3.2 */
static const struct {
	const char			*name, *uri;
	struct signature_algorithm	 algorithm;
} algorithms[] = {
	{ "rsa-sha256", "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256",
	    { .name = "rsa-sha256", .key_type = "RSA", .digest = "SHA256" } },
	{ "rsa-sha1", "http://www.w3.org/2000/09/xmldsig#rsa-sha1",
	    { .name = "rsa-sha1", .key_type = "RSA", .digest = "SHA1" } },
};

enum status
redirect_sign(struct arena *a, const char *query, const char *key, const char *algorithm,
    const char **out, struct fault *f)
{
	size_t i = text_is(algorithm, "rsa-sha1") ? 1 : 0;
	const char *whole = arena_print(a, "%s&SigAlg=%s", query, url_encode(a, algorithms[i].uri));
	struct bytes signature;
	enum status st = signature_make(a, &algorithms[i].algorithm, key,
	    (struct bytes){ (const unsigned char *)whole, strlen(whole) }, &signature, f);

	if (st == OK)
		*out = arena_print(a, "%s&Signature=%s", whole,
		    url_encode(a, base64_encode(a, signature.at, signature.count)));
	return st;
}
