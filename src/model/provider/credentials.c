/* SPDX-License-Identifier: Apache-2.0 */
#include "model/provider/credentials.h"

#include <string.h>
#include <strings.h>

#include "base/typed.h"
#include "base/sentence.h"
#include "base/text.h"
#include "model/provider/options_rows.h"

/* --- what was pasted in their place --- */

/* The words of labels without blanks, hyphens and the like, as ID and secret are called. */
static const char *const labels[] = { "clientid", "oauthclientid", "applicationid", "appid",
	"applicationclientid", "consumerkey", "idclient", "anwendungsid", "anwendungsidclient",
	"clientsecret", "oauthclientsecret", "secret", "secretvalue", "applicationsecret", "appsecret",
	"consumersecret", "secretclient", "clientgeheimnis", "geheimerclientschlüssel" };

/* The length of a label that stands before a value, its colon included; 0: none does. */
static size_t
label_length(struct arena *a, const char *text)
{
	size_t length = strcspn(text, ":="), i;
	char *word, *to;
	const char *from;

	if (text[length] == '\0')
		return 0;
	word = to = text_lower(a, arena_copy(a, text, length));
	for (from = word; *from != '\0'; from++)
		if (strchr(" \t_-()\"'`{", *from) == NULL)
			*to++ = *from;
	*to = '\0';
	for (i = 0; i < sizeof(labels) / sizeof(labels[0]); i++)
		if (text_is(word, labels[i]))
			return length + 1;
	return 0;
}

/* Dots or asterisks in place of characters. */
static bool
is_masked(const char *text)
{
	static const char *const marks[] = { "•", "●", "∙", "⬤", "****" };
	size_t i;

	for (i = 0; i < sizeof(marks) / sizeof(marks[0]); i++)
		if (strstr(text, marks[i]) != NULL)
			return true;
	return false;
}

static bool
is_cut(const char *text)
{
	size_t length = strlen(text);

	return strstr(text, "…") != NULL || (length > 3 && text_is(text + length - 3, "..."));
}

static bool
is_quoted(const char *text)
{
	size_t length = strlen(text);

	return length > 1 && strchr("\"'`", text[0]) != NULL && text[length - 1] == text[0];
}

static bool
is_url(const char *text)
{
	return strncasecmp(text, "https://", 8) == 0 || strncasecmp(text, "http://", 7) == 0;
}

static bool
is_email_address(const char *text)
{
	const char *at = strchr(text, '@');

	return at != NULL && at > text && strchr(at + 1, '@') == NULL && strchr(at, '.') > at + 1
	    && strpbrk(text, ":/") == NULL;
}

/* --- the checks --- */

static enum status
check_value(struct arena *a, const char *value, struct fault *f)
{
	size_t label = label_length(a, value);

	if (label > 0)
		return fail(f, INVALID, "You pasted the label “%s” along with the value. "
		    "Enter only the value.",
		    arena_copy(a, value, label));
	if (is_masked(value))
		return fail(f, INVALID, "These are the dots or asterisks that your provider "
		    "shows in place of the value. Use the copy button in its console, or "
		    "reveal the value there first.");
	if (is_cut(value))
		return fail(f, INVALID, "This value is cut off: the dots replace the rest. "
		    "Use the copy button in your provider’s console.");
	return OK;
}

char *
client_id_typed(struct arena *a, const char *text)
{
	char *id = typed_text(a, text);

	while (is_quoted(id))
		id = typed_text(a, arena_copy(a, id + 1, strlen(id) - 2));
	return id;
}

enum status
client_id_check(struct arena *a, const struct provider *p, const char *id, struct fault *f)
{
	enum status st = check_value(a, id, f);

	if (st != OK)
		return st;
	if (typed_has_blank(id))
		return fail(f, INVALID, "A client ID contains no spaces. Copy it again, without the text "
		    "around it.");
	if (p->plain_client_ids && is_email_address(id))
		return fail(f, INVALID, "This is an email address. Enter the client ID of the "
		    "application you created in your provider’s console.");
	if (p->plain_client_ids && is_url(id))
		return fail(f, INVALID, "This is a URL. Enter the client ID of the "
		    "application you created in your provider’s console.");
	return OK;
}

const struct sentence *
client_id_doubt(struct arena *a, const char *id)
{
	if (is_email_address(id))
		return sentence(a, "The client ID is an email address, which is unusual. "
		    "Check that it is the client ID of the application you created.");
	if (is_url(id))
		return sentence(a, "The client ID is a URL, which is unusual. Check that it "
		    "is the client ID of the application you created.");
	return NULL;
}

enum status
client_secret_check(struct arena *a, const char *secret, const char *client_id, bool has_id, struct fault *f)
{
	enum status st = check_value(a, secret, f);

	if (st != OK)
		return st;
	if (client_id != NULL && text_is_nocase(secret, client_id))
		return fail(f, INVALID, "This is the client ID. Enter the client secret, which your provider shows "
		    "separately.");
	if (has_id && options_uuid.holds(secret))
		return fail(f, INVALID, "This is the ID of the client secret, not the secret. Copy the Value "
		    "column in Microsoft Entra. If the value is hidden, create a new secret.");
	if (typed_has_blank(secret))
		return fail(f, INVALID, "A client secret contains no spaces or line breaks. Copy it again, "
		    "without the text around it.");
	if (is_quoted(secret))
		return fail(f, INVALID, "There are quotation marks around the client secret. Enter it without "
		    "them.");
	return OK;
}
