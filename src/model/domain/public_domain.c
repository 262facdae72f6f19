/* SPDX-License-Identifier: Apache-2.0 */
#include "model/domain/public_domain.h"

#include <libpsl.h>
#include <string.h>

#include "base/domain_name.h"

/* Anybody can get an address at these. */
static const char *const mail_providers[] = {
	"gmail.com", "googlemail.com",
	"outlook.com", "outlook.de", "outlook.fr", "outlook.es", "outlook.it", "outlook.jp",
	"hotmail.com", "hotmail.co.uk", "hotmail.de", "hotmail.fr", "hotmail.es", "hotmail.it",
	"live.com", "live.co.uk", "live.fr", "live.nl", "msn.com", "passport.com",
	"yahoo.com", "yahoo.co.uk", "yahoo.co.in", "yahoo.co.jp", "yahoo.com.br", "yahoo.de",
	"yahoo.es", "yahoo.fr", "yahoo.in", "yahoo.it", "ymail.com", "rocketmail.com",
	"aol.com", "aim.com", "icloud.com", "me.com", "mac.com",
	"proton.me", "protonmail.com", "protonmail.ch", "pm.me",
	"tutanota.com", "tutanota.de", "tuta.io", "tuta.com", "tutamail.com",
	"gmx.com", "gmx.de", "gmx.net", "gmx.at", "gmx.ch", "web.de", "freenet.de", "t-online.de",
	"mail.de", "posteo.de", "mailbox.org", "arcor.de",
	"mail.com", "email.com", "usa.com", "fastmail.com", "fastmail.fm", "hey.com", "hushmail.com",
	"zoho.com", "zohomail.com", "zohomail.eu", "inbox.com", "lycos.com", "rediffmail.com",
	"mail.ru", "bk.ru", "inbox.ru", "list.ru", "yandex.com", "yandex.ru", "ya.ru", "rambler.ru",
	"qq.com", "foxmail.com", "163.com", "126.com", "yeah.net", "sina.com", "sohu.com", "aliyun.com",
	"naver.com", "daum.net", "hanmail.net", "nate.com", "docomo.ne.jp", "ezweb.ne.jp",
	"orange.fr", "wanadoo.fr", "free.fr", "sfr.fr", "laposte.net", "bbox.fr",
	"libero.it", "virgilio.it", "tiscali.it", "alice.it", "tin.it",
	"wp.pl", "o2.pl", "onet.pl", "interia.pl", "seznam.cz", "centrum.cz",
	"bluewin.ch", "telenet.be", "skynet.be", "ziggo.nl", "kpnmail.nl", "planet.nl", "hetnet.nl",
	"btinternet.com", "sky.com", "talktalk.net", "virginmedia.com", "ntlworld.com", "blueyonder.co.uk",
	"comcast.net", "verizon.net", "att.net", "sbcglobal.net", "bellsouth.net", "cox.net",
	"charter.net", "earthlink.net", "juno.com", "optonline.net",
	"shaw.ca", "rogers.com", "bell.net", "sympatico.ca", "videotron.ca",
	"bigpond.com", "optusnet.com.au", "xtra.co.nz",
	"uol.com.br", "bol.com.br", "terra.com.br",
	"mailinator.com", "guerrillamail.com", "yopmail.com", "10minutemail.com", "temp-mail.org",
};

static void
release_list(void *list)
{
	psl_free(list);
}

/* The newer of the system's file and the list in the library; NULL: there is neither. */
static const psl_ctx_t *
public_suffixes(struct arena *a)
{
	psl_ctx_t *list = psl_latest(NULL);

	if (list != NULL)
		arena_defer(a, release_list, list);
	return list;
}

/* A domain below a provider's (x@eu.hotmail.com) is the provider's, too. */
static const char *
mail_provider(const char *domain)
{
	size_t i;

	for (i = 0; i < sizeof(mail_providers) / sizeof(mail_providers[0]); i++)
		if (domain_name_is_at_or_below(domain, mail_providers[i]))
			return mail_providers[i];
	return NULL;
}

enum status
public_domain_refuse(struct arena *a, const char *domain, struct fault *f)
{
	const psl_ctx_t *suffixes = public_suffixes(a);
	const char *provider = mail_provider(domain);

	if (provider != NULL)
		return fail(f, INVALID, "Anyone can have an email address at %s, so it cannot be "
		    "verified as the domain of one company. Use a domain that your company has registered.",
		    provider);
	if (suffixes == NULL)
		return fail_broken(f);
	if (strchr(domain, '.') == NULL
	    && !psl_is_public_suffix2(suffixes, domain, PSL_TYPE_ANY | PSL_TYPE_NO_STAR_RULE))
		return fail(f, INVALID, "This domain is incomplete. Enter the part after the @ in your "
		    "email addresses, such as example.com.");
	if (psl_is_public_suffix(suffixes, domain))
		return fail(f, INVALID, "Anyone can register a domain under %s, so it cannot "
		    "be verified as the domain of one company. Use your own domain under it, "
		    "such as example.%s.", domain,
		    domain);
	return OK;
}

const char *
registered_domain(struct arena *a, const char *domain)
{
	const psl_ctx_t *suffixes = public_suffixes(a);

	return suffixes == NULL ? NULL : psl_registrable_domain(suffixes, domain);
}
