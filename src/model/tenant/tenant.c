/* SPDX-License-Identifier: Apache-2.0 */
#include "model/tenant/tenant.h"

#include <string.h>

#include "base/text.h"

#define LOWER "abcdefghijklmnopqrstuvwxyz"
#define DIGIT "0123456789"

bool
is_email(const char *address)
{
	const char *at = strchr(address, '@');

	return at != NULL && at > address && at[1] != '\0' && strchr(at + 1, '@') == NULL
	    && strpbrk(address, " \t\r\n<>\"") == NULL && strlen(address) <= 254;
}

enum support_kind
support_kind(const char *support)
{
	if (text_starts(support, "https://") && strpbrk(support, " \t\r\n<>\"") == NULL)
		return SUPPORT_LINK;
	return is_email(support) ? SUPPORT_MAIL : SUPPORT_PLAIN;
}

static bool
is_host(const char *host, size_t length)
{
	const char *end = host + length;
	size_t label;

	for (; host < end; host += label + 1) {
		label = strcspn(host, ".:");
		if (label == 0 || label > 63 || host[0] == '-' || host[label - 1] == '-')
			return false;
	}
	return host == end + 1;
}

bool
is_domain(const char *domain)
{
	size_t length = strspn(domain, LOWER DIGIT ".-");
	const char *port = domain + length;
	long number;

	if (strlen(domain) < 3 || strlen(domain) > 255 || !is_host(domain, length))
		return false;
	if (*port == '\0')
		return true;
	return port[0] == ':' && port[1] != '0' && text_to_long(port + 1, 1, 65535, &number)
	    && number != 443;
}

static bool
is_tenant_id(const char *id)
{
	size_t length = strlen(id);

	return length >= 1 && length <= 63 && strspn(id, LOWER DIGIT "-") == length
	    && id[0] != '-' && id[length - 1] != '-' && strstr(id, "--") == NULL;
}

enum status
tenant_check(const struct tenant *t, struct fault *f)
{
	if (!is_tenant_id(t->id))
		return fail(f, INVALID, "A tenant's id is 1 to 63 lower-case letters, digits and "
		    "single hyphens, not \"%s\".", t->id);
	if (t->name != NULL && (t->name[0] == '\0' || text_chars(t->name) > 100))
		return fail(f, INVALID, "A tenant's name has 1 to 100 characters.");
	if (t->support != NULL && (t->support[0] == '\0' || text_chars(t->support) > 255))
		return fail(f, INVALID, "A support contact has 1 to 255 characters.");
	if (t->domain != NULL && !is_domain(t->domain))
		return fail(f, INVALID, "A domain is a lower-case host name, with :port unless it is "
		    "443, not \"%s\".", t->domain);
	if (t->domain_loss != NULL && !text_is(t->domain_loss, "warn")
	    && !text_is(t->domain_loss, "remove"))
		return fail(f, INVALID, "The domain loss of a tenant is \"warn\" or \"remove\", not "
		    "\"%s\".", t->domain_loss);
	return OK;
}
