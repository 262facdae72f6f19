/*
 * form.h - the fields of the form for a provider, and the rules of each
 *
 * Providers that need the same fields share one form.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODEL_PROVIDER_FORM_H
#define MODEL_PROVIDER_FORM_H

#include "base/sentence.h"
#include "model/provider/settings.h"

enum form_rule {
	FORM_TEXT,
	FORM_ADDRESS,		/* of the provider, of its row's kind */
	FORM_URL,
	FORM_OPTIONAL_URL,
	FORM_CLIENT_ID,
	FORM_METADATA_URL,	/* of SAML, of its row's kind */
	FORM_METADATA,		/* of SAML, as a text; only looked at, not read */
	FORM_CERTIFICATE,	/* likewise */
	FORM_CHOICE,
	FORM_SECRET,		/* not a member of the settings; typed now or before */
};

/* What can be chosen of a row.  The first choice is the usual one: it is recommended if there are
 * others.  The list is ended by one without a value. */
struct form_choice {
	const char	*value;
	const char	*label, *hint;	/* literals that N_() marks, or the same in every language */
};

struct form_row {
	const char		*name;		/* in the form */
	enum form_rule		 rule;
	size_t			 offset;	/* in struct provider_settings */
	const char		*missing;	/* the sentence if it is missing or a wrong choice */
	const struct form_choice *choices;
	size_t			 when;		/* it is asked for only if the member at this offset */
	const char		*is;		/* has this value; NULL: always */
	long			 max;		/* characters; 0: as many as in every form */
	/* What people read; each is a literal that N_() marks, or NULL. */
	const char		*label;
	const char		*hint;
	const char		*example;	/* shown after the hint, as it is; not a sentence */
	const char		*where;		/* where that provider's console shows the value */
};

/* The fields stand in the order of the rows.  Rows right after a choice that are asked for only with
 * one of its values stand below that one; optional ones stand under "Advanced". */
struct provider_form {
	const struct form_row	*rows;
	size_t			 count;
};

#define FORM(rows) { rows, sizeof(rows) / sizeof((rows)[0]) }
/* After their arguments come the members for people: .label = N_("Okta domain"), ... */
#define FORM_ROW(name, rule, missing, ...) \
	{ #name, rule, offsetof(struct provider_settings, name), missing, NULL, 0, NULL, __VA_ARGS__ }
#define FORM_ROW_WHEN(member, value, name, rule, missing, ...) \
	{ #name, rule, offsetof(struct provider_settings, name), missing, NULL, \
	  offsetof(struct provider_settings, member), value, __VA_ARGS__ }
#define FORM_ROW_CHOICE(name, choices, missing, ...) \
	{ #name, FORM_CHOICE, offsetof(struct provider_settings, name), missing, choices, 0, NULL, \
	  __VA_ARGS__ }
#define FORM_ROW_SECRET(missing, ...) \
	{ "client_secret", FORM_SECRET, 0, missing, NULL, 0, NULL, __VA_ARGS__ }
#define FORM_ROW_SECRET_WHEN(member, value, missing, ...) \
	{ "client_secret", FORM_SECRET, 0, missing, NULL, \
	  offsetof(struct provider_settings, member), value, __VA_ARGS__ }
#define FORM_ROW_ICON \
	FORM_ROW(icon_url, FORM_OPTIONAL_URL, NULL, .label = N_("Icon URL"), \
	    .hint = N_("A small picture for the sign-in button. The URL starts with https://."))

/* The choices of a form for SAML; the labels of "url" may be a product's own. */
#define FORM_FROM_URL \
	{ "url", N_("Metadata URL"), N_("We read the metadata from your provider.") }
#define FORM_FROM_FILE \
	{ "xml", N_("Metadata file"), N_("You upload the file or paste its contents.") }
#define FORM_BY_HAND \
	{ "manual", N_("Enter manually"), N_("You enter the sign-in URL and the certificate.") }
/* The rows for them, to which a product adds where it shows the value. */
#define FORM_ROW_SOURCE(choices) \
	FORM_ROW_CHOICE(source, choices, "Choose how to enter your provider’s settings.", \
	    .label = N_("Where the settings come from"))
#define FORM_ROW_METADATA_FILE(...) \
	FORM_ROW_WHEN(source, "xml", metadata_xml, FORM_METADATA, "Enter the metadata: choose its file or paste its text.", \
	    .label = N_("Metadata file"), __VA_ARGS__)
#define FORM_100_KB N_("An XML file of up to 100 KB. If you also paste text below, we use the file.")
#define FORM_ROW_SIGN_IN_URL(...) \
	FORM_ROW_WHEN(source, "manual", sign_in_url, FORM_URL, "Enter the sign-in URL.", \
	    .label = N_("Sign-in URL"), \
	    .hint = N_("The address we send people to when they sign in. For example:"), __VA_ARGS__)
#define FORM_ROW_CERTIFICATE(...) \
	FORM_ROW_WHEN(source, "manual", certificate, FORM_CERTIFICATE, "Enter the signing certificate: choose its file or paste its text.", \
	    .label = N_("Signing certificate file"), \
	    .hint = N_("A file ending in .pem, .cer, .crt or .der. If you also paste text below, we use the file."), \
	    __VA_ARGS__)
#define FORM_CHOICES_END { NULL, NULL, NULL }

/* The channels of OpenID. */
extern const struct form_choice	form_channels[];

/* NULL: the form does not have it. */
const struct form_row		*form_row_find(const struct provider_form *form, const char *name);
/* NULL: it is not in the list, or there is none. */
const struct form_choice	*form_choice_find(const struct form_choice *choices, const char *value);
/* How many rows right after row i are asked for only with one of its choices. */
size_t				 form_rows_below(const struct provider_form *form, size_t i);

#endif
