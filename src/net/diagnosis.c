/* SPDX-License-Identifier: Apache-2.0 */
#include "net/diagnosis.h"

#include "base/log.h"
#include "base/sentence.h"
#include "base/text.h"

/* The codes are those of OpenSSL's x509_vfy.h. */
static enum status
distrust(long code, const char *host, struct fault *f)
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
diagnose_certificate(long code, const char *host, struct fault *f)
{
	enum status st = distrust(code, host, f);

	fault_code(f, FETCHED_UNTRUSTED);
	return st;
}

enum status
diagnose_status(long code, const char *host, struct fault *f)
{
	if (code == 404 || code == 410)
		return fail(f, INVALID,
		    "%s has nothing at this address (HTTP status %ld). Check the address.", host, code);
	if (code == 401 || code == 403)
		return fail(f, INVALID,
		    "%s shows this only after sign-in (HTTP status %ld). Use an address that "
		    "anyone can open.", host, code);
	if (code >= 500 || code == 408 || code == 425 || code == 429)
		return fail(f, UNAVAILABLE, "%s has a problem or is busy (HTTP status %ld).",
		    host, code);
	fail(f, INVALID,
	    "%s did not answer with a document (HTTP status %ld). Check the address.", host, code);
	if (code == 400)
		fault_code(f, FETCHED_REFUSED);
	return INVALID;
}

/* --- the address --- */

static enum status
diagnose_redirect(enum wrong_url wrong, const char *former, struct fault *f)
{
	if (wrong == URL_WITH_USER)
		return fail(f, INVALID, "%s redirects to an address that contains a username "
		    "or password.", former);
	if (wrong == URL_NOT_HTTPS)
		return fail(f, INVALID, "%s redirects to an address that does not start with https://.",
		    former);
	return fail(f, INVALID, "%s redirects to something that is not a valid web address.",
	    former);
}

enum status
diagnose_url(enum wrong_url wrong, const char *former, struct fault *f)
{
	if (former != NULL)
		return diagnose_redirect(wrong, former, f);
	if (wrong == URL_WITH_USER)
		return fail(f, INVALID, "The address must not contain a username or password.");
	if (wrong == URL_NOT_HTTPS)
		return fail(f, INVALID, "The address must start with https://.");
	return fail(f, INVALID, "This is not a valid web address.");
}

/* The codes of a fault whose cause is a setting, and what the log and the events say of it. */
static const struct {
	const char	*code;
	const char	*hint;
} hints[] = {
	{ "private_address", ENGLISH_("If it is meant to be fetched, name the host or its network in "
	    "the setting fetch_allow.") },
	{ "refused_address", ENGLISH_("If it is meant to be fetched, name the host or its network in "
	    "the setting fetch_allow, and not in fetch_refuse.") },
	{ "refused_port", ENGLISH_("If it is meant to be fetched, name the port in the setting "
	    "fetch_ports.") },
};
enum hint { PRIVATE_ADDRESS, REFUSED_ADDRESS, REFUSED_PORT, HINTS };

static enum status
refuse_ours(const char *host, enum hint hint, struct fault *f)
{
	log_line(LOG_WARN, "an address is not fetched", "host", host, "hint", hints[hint].hint, NULL);
	fault_code(f, hints[hint].code);
	return INVALID;
}

enum status
diagnose_port(long port, const char *host, struct fault *f)
{
	fail(f, INVALID, "This service does not connect to %s on port %ld. Use an address "
	    "without a port number.", host, port);
	return refuse_ours(host, REFUSED_PORT, f);
}

enum status
diagnose_address(const char *host, bool is_refused, struct fault *f)
{
	if (is_refused) {
		fail(f, INVALID, "%s has an address that this service does not connect to. Check that it is "
		    "the address of your identity provider.", host);
		return refuse_ours(host, REFUSED_ADDRESS, f);
	}
	fail(f, INVALID, "%s has a private address, which cannot be reached from outside its network.",
	    host);
	return refuse_ours(host, PRIVATE_ADDRESS, f);
}

const char *
diagnosis_hint(const struct fault *f)
{
	size_t i;

	for (i = 0; i < HINTS; i++)
		if (text_is(f->code, hints[i].code))
			return hints[i].hint;
	return NULL;
}

/* --- the transfer --- */

enum status
diagnose_connection(const char *host, struct fault *f)
{
	return fail(f, UNAVAILABLE, "We could not make a secure connection (HTTPS with TLS 1.2 or later) "
	    "to %s. Check that it is running and can be reached from the internet.", host);
}

enum status
diagnose_silence(long slow_s, const char *host, struct fault *f)
{
	return fail_counted(f, UNAVAILABLE, slow_s,
	    "%s is too slow: it sent almost nothing for %ld second.",
	    "%s is too slow: it sent almost nothing for %ld seconds.", host, slow_s);
}

enum status
diagnose_slowness(long total_ms, const char *host, bool was_redirected, struct fault *f)
{
	long total_s = (total_ms + 999) / 1000;

	if (was_redirected)
		return fail_counted(f, UNAVAILABLE, total_s,
		    "%s is too slow: we need its whole answer, including redirects, within "
		    "%ld second.",
		    "%s is too slow: we need its whole answer, including redirects, within "
		    "%ld seconds.",
		    host, total_s);
	return fail_counted(f, UNAVAILABLE, total_s,
	    "%s is too slow: we need its whole answer within %ld second.",
	    "%s is too slow: we need its whole answer within %ld seconds.", host, total_s);
}

enum status
diagnose_size(size_t max_bytes, const char *host, struct fault *f)
{
	fail(f, INVALID, "The answer from %s is too large: we read at most %zu KB.",
	    host, max_bytes / 1024);
	fault_code(f, FETCHED_TOO_MUCH);
	return INVALID;
}
