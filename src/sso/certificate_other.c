/* SPDX-License-Identifier: Apache-2.0 */
#include "sso/certificate_other.h"

#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "model/provider/certificate_look.h"

/* --- sentences --- */

static enum status
refuse_request(struct fault *f)
{
	return fail(f, INVALID, "This is a certificate signing request (CSR), not a certificate. "
	    "Use the signing certificate that your identity provider shows.");
}

static enum status
refuse_pkcs7(struct fault *f)
{
	return fail(f, INVALID, "This is a PKCS #7 bundle (.p7b). Open it, export only the signing "
	    "certificate as Base-64 encoded X.509 (.cer), and use that.");
}

enum status
certificate_refuse_unknown(struct fault *f)
{
	fail(f, INVALID, "We found no certificate here.");
	return certificate_ask(f);
}

enum status
certificate_refuse_damaged(struct fault *f)
{
	return fail(f, INVALID, "The certificate is damaged or incomplete. "
	    "Download it from your identity provider again.");
}

/* --- DER --- */

enum status
certificate_refuse_der(struct der d, struct fault *f)
{
	struct der outer, first, inner, rest, ignored;
	unsigned char tag, second = 0, deep = 0;

	if (d.count < 2 || d.at[0] != DER_SEQUENCE)
		return certificate_refuse_unknown(f);
	rest = d;
	if (!der_next(&rest, &tag, &outer) || !der_next(&outer, &tag, &first))
		return certificate_refuse_damaged(f);
	if (outer.count > 0)
		second = outer.at[0];
	if (tag == DER_INTEGER && second == DER_INTEGER && first.count > 1)
		return certificate_refuse_public_key(f);		/* RFC 8017, A.1.1 */
	if (tag == DER_OID)
		return refuse_pkcs7(f);
	inner = first;
	if (tag != DER_SEQUENCE || !der_next(&inner, &deep, &ignored))
		return certificate_refuse_damaged(f);
	if (deep == DER_OID && second == DER_BIT_STRING)
		return certificate_refuse_public_key(f);
	if (deep == DER_INTEGER && second == DER_SEQUENCE && ignored.count == 1 && ignored.at[0] == 0)
		return refuse_request(f);
	return certificate_refuse_damaged(f);
}

/* --- labels and JSON --- */

static const struct {
	const char	*label;
	enum status	(*refuse)(struct fault *);
} labels[] = {
	{ "CERTIFICATE REQUEST", refuse_request }, { "NEW CERTIFICATE REQUEST", refuse_request },
	{ "PUBLIC KEY", certificate_refuse_public_key }, { "RSA PUBLIC KEY", certificate_refuse_public_key },
	{ "EC PUBLIC KEY", certificate_refuse_public_key }, { "SSH2 PUBLIC KEY", certificate_refuse_public_key },
};

enum status
certificate_refuse_label(const char *label, size_t length, struct fault *f)
{
	size_t i;

	for (i = 0; i < sizeof(labels) / sizeof(labels[0]); i++)
		if (strlen(labels[i].label) == length && strncasecmp(labels[i].label, label, length) == 0)
			return labels[i].refuse(f);
	return certificate_refuse_unknown(f);
}

enum status
certificate_refuse_json(const struct pasted *p, struct fault *f)
{
	if (text_find(p->text, p->length, "\"kty\"") != NULL)
		return certificate_refuse_public_key(f);
	fail(f, INVALID, "This is JSON, and there is no certificate in it.");
	return certificate_ask(f);
}
