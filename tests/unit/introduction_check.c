/* SPDX-License-Identifier: Apache-2.0 */
#include "introduction_check.h"

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

enum { DEPTH = 64 };

struct reader {
	const char	*at;
	const char	*open[DEPTH];
	size_t		 depth;
};

static const char *const pairs[] = { "b", "strong", "i", "em", "u", "p", "ul", "ol", "li", "a" };

static bool
starts(const char *text, const char *prefix)
{
	return strncmp(text, prefix, strlen(prefix)) == 0;
}

static bool
is(const char *a, const char *b)
{
	return a != NULL && strcmp(a, b) == 0;
}

static bool
is_list(const char *name)
{
	return is(name, "ul") || is(name, "ol");
}

static const char *
inner(const struct reader *r)
{
	return r->depth == 0 ? NULL : r->open[r->depth - 1];
}

static bool
is_inside(const struct reader *r, const char *name)
{
	size_t i;

	for (i = 0; i < r->depth; i++)
		if (is(r->open[i], name))
			return true;
	return false;
}

/* The known name that ends in '>' or ' ' at text, or NULL. */
static const char *
name_at(const char *text, char end)
{
	size_t i;

	for (i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++)
		if (starts(text, pairs[i]) && text[strlen(pairs[i])] == end)
			return pairs[i];
	return NULL;
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool
is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* &name; or &#digits; */
static const char *
check_entity(struct reader *r)
{
	bool is_number = r->at[1] == '#';
	const char *c = r->at + 1 + is_number;

	if (!(is_number ? is_digit(*c) : is_letter(*c)))
		return "an ampersand that begins no reference";
	while (is_digit(*c) || (!is_number && is_letter(*c)))
		c++;
	if (*c != ';')
		return "a reference that does not end";
	r->at = c + 1;
	return NULL;
}

/* In an attribute the writer itself makes all references. */
static const char *
check_own_entity(struct reader *r)
{
	return starts(r->at, "&amp;") || starts(r->at, "&#39;") ? check_entity(r)
	    : "a reference in a link";
}

static const char *
check_text(struct reader *r)
{
	if (*r->at == '>' || *r->at == '"' || *r->at == '\'')
		return "a character that should be escaped";
	if ((unsigned char)*r->at < 0x20 && strchr("\t\r\n", *r->at) == NULL)
		return "a control character";
	if (is_list(inner(r)) && strchr(" \t\r\n", *r->at) == NULL)
		return "loose text in a list";
	if (*r->at == '&')
		return check_entity(r);
	r->at++;
	return NULL;
}

/* From after the opening quote; leaves at the closing one. */
static const char *
check_target(struct reader *r)
{
	const char *wrong = NULL;
	char lower[9] = "";
	size_t i;

	for (i = 0; i < 8 && r->at[i] != '\0'; i++)
		lower[i] = (char)(r->at[i] >= 'A' && r->at[i] <= 'Z' ? r->at[i] + 32 : r->at[i]);
	if (!starts(lower, "https://") && !starts(lower, "http://") && !starts(lower, "mailto:"))
		return "a link to another scheme";
	while (wrong == NULL && *r->at != '"') {
		if ((unsigned char)*r->at <= 0x20 || strchr("'<>\\`", *r->at) != NULL)
			return "a character that no link has";
		if (*r->at == '&')
			wrong = check_own_entity(r);
		else
			r->at++;
	}
	return wrong;
}

static const char *
check_nesting(const struct reader *r, const char *name)
{
	if (is_list(inner(r)) != is(name, "li"))
		return "a list holds items only, and items lie in lists only";
	if ((is(name, "p") || is_list(name)) && is_inside(r, "p"))
		return "a block in a paragraph";
	if (is(name, "a") && is_inside(r, "a"))
		return "a link in a link";
	return r->depth == DEPTH ? "too deep" : NULL;
}

static const char *
check_open(struct reader *r)
{
	const char *name = name_at(r->at + 1, '>'), *wrong;
	bool is_link = name == NULL && starts(r->at, "<a href=\"");

	if (starts(r->at, "<br>") && !is_list(inner(r))) {
		r->at += 4;
		return NULL;
	}
	if (name == NULL && !is_link)
		return "a tag that is not allowed";
	if (is(name, "a"))
		return "a link without a target";
	wrong = check_nesting(r, is_link ? "a" : name);
	if (wrong != NULL)
		return wrong;
	r->open[r->depth++] = is_link ? "a" : name;
	if (!is_link) {
		r->at += strlen(name) + 2;
		return NULL;
	}
	r->at += strlen("<a href=\"");
	wrong = check_target(r);
	if (wrong != NULL)
		return wrong;
	if (!starts(r->at, "\">"))
		return "a link with more attributes";
	r->at += 2;
	return NULL;
}

static const char *
check_close(struct reader *r)
{
	const char *name = name_at(r->at + 2, '>');

	if (name == NULL || !is(inner(r), name))
		return "an end tag that closes nothing";
	r->depth--;
	r->at += strlen(name) + 3;
	return NULL;
}

const char *
introduction_fault(const char *html, const char **at)
{
	struct reader r = { .at = html };
	const char *wrong = NULL;

	while (*r.at != '\0' && wrong == NULL) {
		*at = r.at;
		if (*r.at != '<')
			wrong = check_text(&r);
		else
			wrong = r.at[1] == '/' ? check_close(&r) : check_open(&r);
	}
	if (wrong == NULL && r.depth > 0)
		wrong = "a tag that is never closed";
	return wrong;
}
