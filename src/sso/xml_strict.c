/* SPDX-License-Identifier: Apache-2.0 */
#include "sso/xml_strict.h"

#include <stdlib.h>
#include <string.h>

#include <libxml/tree.h>

#include "base/text.h"

#define ID_CHARS TEXT_ALNUM "_-."

/* A user may be in thousands of groups, but each key that is tried costs a canonicalization, which
 * looks at each element with all that are around it. */
enum { MESSAGE_MAX_ELEMENTS = 10000, MESSAGE_MAX_NESTING = 24 };

struct check {
	struct arena	*arena;
	const char	**ids;		/* of all elements */
	size_t		 count, room;
	size_t		 elements;
	const char	*why;		/* the first flaw; NULL: none */
};

static void
flaw(struct check *c, const char *what, const xmlNode *where)
{
	if (c->why == NULL)
		c->why = arena_print(c->arena, "%s (line %ld)", what, xmlGetLineNo(where));
}

/* --- one element --- */

static bool
is_blank(const xmlNode *text)
{
	const char *content = (const char *)text->content;

	return content == NULL || content[strspn(content, " \t\r\n")] == '\0';
}

static void
check_children(struct check *c, const xmlNode *e)
{
	const xmlNode *child, *comment = NULL;
	bool has_text = false, has_element = false;

	for (child = e->children; child != NULL; child = child->next) {
		if (child->type == XML_COMMENT_NODE)
			comment = child;
		else if (child->type == XML_TEXT_NODE)
			has_text |= !is_blank(child);
		else if (child->type == XML_ELEMENT_NODE)
			has_element = true;
		else
			flaw(c, child->type == XML_PI_NODE ? "There is a processing instruction."
			    : "There is a CDATA section or a reference to an entity.", child);
	}
	if (comment != NULL && (has_text || !has_element))
		flaw(c, "There is a comment inside a value.", comment);
}

/* RFC 3986 3.1: it begins with a scheme. */
static bool
is_absolute(const char *uri)
{
	size_t scheme = strspn(uri, TEXT_ALNUM "+-.");

	return *uri == '\0' || (scheme > 0 && uri[scheme] == ':');
}

static bool
is_id(const xmlAttr *attribute)
{
	const char *name = (const char *)attribute->name;

	return text_is_nocase(name, "id") || text_is_nocase(name, "AssertionID")
	    || text_is_nocase(name, "ResponseID") || text_is_nocase(name, "RequestID");
}

static const char *
value_of(const xmlAttr *attribute)
{
	const xmlNode *text = attribute->children;

	return text == NULL || text->content == NULL || text->next != NULL ? ""
	    : (const char *)text->content;
}

static void
add_id(struct check *c, const char *id)
{
	const char **more;

	if (c->count == c->room) {
		c->room = c->room == 0 ? 16 : 2 * c->room;
		more = arena_array(c->arena, c->room, sizeof(*more));
		if (c->count > 0)
			memcpy(more, c->ids, c->count * sizeof(*more));
		c->ids = more;
	}
	c->ids[c->count++] = id;
}

static void
check_element(struct check *c, const xmlNode *e)
{
	const xmlAttr *attribute;
	const xmlNs *space;

	for (space = e->nsDef; space != NULL; space = space->next)
		if (space->href != NULL && !is_absolute((const char *)space->href))
			flaw(c, "A namespace is a relative URI.", e);
	for (attribute = e->properties; attribute != NULL; attribute = attribute->next)
		if (is_id(attribute))
			add_id(c, value_of(attribute));
	check_children(c, e);
}

/* --- the document --- */

static size_t
nesting_of(const xmlNode *e)
{
	size_t count = 0;

	for (; e != NULL && e->type == XML_ELEMENT_NODE; e = e->parent)
		count++;
	return count;
}

static const xmlNode *
first_element(const xmlNode *node)
{
	while (node != NULL && node->type != XML_ELEMENT_NODE)
		node = node->next;
	return node;
}

static const xmlNode *
element_after(const xmlNode *e, const xmlNode *root)
{
	const xmlNode *next = first_element(e->children);

	for (; next == NULL && e != root; e = e->parent)
		next = first_element(e->next);
	return next;
}

static int
compare(const void *left, const void *right)
{
	return strcmp(*(const char *const *)left, *(const char *const *)right);
}

static void
check_ids(struct check *c, const xmlNode *root)
{
	size_t i;

	if (c->count > 0)
		qsort(c->ids, c->count, sizeof(*c->ids), compare);
	for (i = 1; i < c->count; i++)
		if (text_is(c->ids[i - 1], c->ids[i]))
			flaw(c, "Two elements have the same ID.", root);
}

enum status
xml_strict_check(struct arena *a, const struct xml *element, const char **why)
{
	const xmlNode *root = (const xmlNode *)element, *e, *node;
	struct check c = { .arena = a };

	for (node = root->doc->children; node != NULL; node = node->next)
		if (node->type != XML_ELEMENT_NODE && node->type != XML_COMMENT_NODE)
			flaw(&c, "There is a processing instruction.", root);
	for (e = root; e != NULL && c.why == NULL; e = element_after(e, root)) {
		if (++c.elements > MESSAGE_MAX_ELEMENTS)
			flaw(&c, "There are more elements than we read.", e);
		if (nesting_of(e) > MESSAGE_MAX_NESTING)
			flaw(&c, "The elements are nested deeper than we read.", e);
		check_element(&c, e);
	}
	check_ids(&c, root);
	*why = c.why;
	return c.why == NULL ? OK : INVALID;
}

static bool
is_name(const char *id)
{
	return *id != '\0' && strspn(id, ID_CHARS) == strlen(id) && strchr("0123456789-.", *id) == NULL;
}

char *
xml_strict_id(struct arena *a, const struct xml *element)
{
	const xmlNode *e = (const xmlNode *)element;
	const xmlAttr *attribute, *found = NULL;

	for (attribute = e->properties; attribute != NULL; attribute = attribute->next) {
		if (!is_id(attribute))
			continue;
		if (found != NULL)
			return NULL;
		found = attribute;
	}
	if (found == NULL || found->ns != NULL || !text_is((const char *)found->name, "ID")
	    || !is_name(value_of(found)))
		return NULL;
	return arena_text(a, value_of(found));
}
