/* SPDX-License-Identifier: Apache-2.0 */
#include "sso/provider_certificates.h"

#include <string.h>

#include "base/text.h"
#include "sso/certificate.h"

struct reading {
	struct arena			*arena;
	moment				 now;
	struct provider_certificates	*out;
};

static bool
has_certificate(const struct provider_certificates *k, const char *sha256)
{
	size_t i;

	for (i = 0; i < k->count; i++)
		if (text_is(k->items[i].sha256, sha256))
			return true;
	return false;
}

static void
keep(struct provider_certificates *k, const struct found_certificate *c)
{
	if (has_certificate(k, c->sha256))
		return;
	if (k->count < PROVIDER_CERTIFICATES_MAX)
		k->items[k->count++] = *c;
	else
		k->has_more = true;
}

static void
read_certificate(struct reading *r, const struct xml *e)
{
	const char *text = xml_text(r->arena, e);
	struct found_certificates found = { .count = 0 };
	struct fault why;
	enum status st;
	size_t i;

	if (text == NULL)
		st = fail(&why, INVALID, "The certificate contains a comment or another element.");
	else if (*text == '\0')
		st = fail(&why, INVALID, "The certificate is empty.");
	else
		st = certificates_read(r->arena, text, strlen(text), r->now, &found, &why);
	for (i = 0; i < found.count; i++)
		keep(r->out, &found.items[i]);
	if (st != OK && r->out->unreadable.count == 0)
		r->out->unreadable = why;
}

static bool
issued_another(const struct found_certificate *c, const struct found_certificate *all,
    size_t count)
{
	size_t i;

	for (i = 0; i < count; i++)
		if (text_is(all[i].issuer, c->subject) && !text_is(all[i].subject, c->subject))
			return true;
	return false;
}

/* XML-Signature 4.4.4: the certificates of one X509Data may be a chain, of which only
 * the last, which issued none of the others, signs. */
static void
read_x509_data(struct reading *r, const struct xml *data)
{
	struct provider_certificates *k = r->out;
	struct found_certificate *first = k->items + k->count, *here;
	const struct xml *e;
	size_t count, i;

	for (e = xml_child(data, XML_SIGNATURE, "X509Certificate"); e != NULL;
	    e = xml_next(e, XML_SIGNATURE, "X509Certificate"))
		read_certificate(r, e);
	count = (size_t)(k->items + k->count - first);
	here = arena_array(r->arena, count, sizeof(*here));
	for (i = 0; i < count; i++)
		here[i] = first[i];
	k->count -= count;
	for (i = 0; i < count; i++)
		if (!issued_another(&here[i], here, count))
			k->items[k->count++] = here[i];
}

static void
valid_ones_first(struct arena *a, struct provider_certificates *k)
{
	struct found_certificate *sorted = arena_array(a, k->count, sizeof(*sorted)), *c;
	size_t count = 0, i;
	int turn;

	for (turn = 0; turn < 2; turn++)
		for (i = 0; i < k->count; i++) {
			c = &k->items[i];
			if ((c->is_expired || c->is_not_yet_valid) == (turn == 1))
				sorted[count++] = *c;
		}
	k->items = sorted;
}

void
provider_certificates_read(struct arena *a, const struct xml *role, moment now,
    struct provider_certificates *out)
{
	struct reading r = { .arena = a, .now = now, .out = out };
	const struct xml *key, *info, *data;
	const char *use;

	*out = (struct provider_certificates){ 0 };
	out->items = arena_array(a, PROVIDER_CERTIFICATES_MAX, sizeof(*out->items));
	for (key = xml_child(role, SAML_METADATA, "KeyDescriptor"); key != NULL;
	    key = xml_next(key, SAML_METADATA, "KeyDescriptor")) {
		use = xml_attribute(a, key, "use");
		info = xml_child(key, XML_SIGNATURE, "KeyInfo");
		if (info == NULL || (use != NULL && !text_is(text_trim(a, use), "signing")))
			continue;
		for (data = xml_child(info, XML_SIGNATURE, "X509Data"); data != NULL;
		    data = xml_next(data, XML_SIGNATURE, "X509Data"))
			read_x509_data(&r, data);
	}
	valid_ones_first(a, out);
}
