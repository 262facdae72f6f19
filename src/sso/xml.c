/* SPDX-License-Identifier: Apache-2.0 */
#include "sso/xml.h"

#include <string.h>
#include <strings.h>

#include <libxml/SAX2.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/tree.h>
#include <libxml/xmlerror.h>

#include "base/buf.h"
#include "base/text.h"
#include "sso/xml_bounds.h"
#include "sso/xml_encoding.h"

enum { OPTIONS = XML_PARSE_NONET | XML_PARSE_IGNORE_ENC, NAME_CHARS = 60 };

/* The reason for which we stopped the parser ourselves. */
enum stop { NOT_STOPPED, AT_DOCTYPE, AT_WEB_PAGE };

struct parse {
	struct arena	*arena;
	xmlParserCtxtPtr parser;
	const char	*at, *end;	/* what the parser has yet to read */
	enum stop	 stop;
	int		 error;		/* the first of libxml2's; 0: none */
	const char	*name;		/* that the error is about; NULL: none to be shown */
	int		 line;
	bool		 at_end;	/* it was seen at the end of the input */
};

/* --- callbacks of the parser --- */

static void
stop(xmlParserCtxtPtr parser, enum stop why)
{
	struct parse *p = parser->_private;

	if (p->stop == NOT_STOPPED)
		p->stop = why;
	xmlStopParser(parser);
}

/* The parser calls this before it reads the declarations in the DOCTYPE. */
static void
on_doctype(void *parser, const xmlChar *name, const xmlChar *public_id, const xmlChar *system_id)
{
	(void)public_id;
	(void)system_id;
	stop(parser, strcasecmp((const char *)name, "html") == 0 ? AT_WEB_PAGE : AT_DOCTYPE);
}

static bool
is_at_end(const struct parse *p)
{
	const xmlParserInput *in = p->parser->input;

	return p->at == p->end && (in == NULL || in->cur >= in->end);
}

static bool
is_shown(const char *name)
{
	return name != NULL && text_is_utf8(name, strlen(name)) && text_is_printable(name)
	    && strpbrk(name, "\t\r\n") == NULL && text_chars(name) <= NAME_CHARS;
}

static void
on_error(void *context, xmlErrorPtr error)
{
	xmlParserCtxtPtr parser = context;
	struct parse *p = parser->_private;

	if (p->error != 0 || error->level < XML_ERR_ERROR)
		return;
	p->error = error->code;
	p->name = is_shown(error->str1) ? arena_text(p->arena, error->str1) : NULL;
	p->line = error->line;
	p->at_end = is_at_end(p);
}

/* After the first mistake the parser would go on by rules of its own, so it sees no more
 * than the few thousand bytes that it has. */
static int
read_on(void *context, char *to, int size)
{
	struct parse *p = context;
	size_t left = (size_t)(p->end - p->at), count = left < (size_t)size ? left : (size_t)size;

	if (p->parser->wellFormed == 0 || p->parser->nsWellFormed == 0)
		return 0;
	memcpy(to, p->at, count);
	p->at += count;
	return (int)count;
}

/* --- reading --- */

static enum status
refuse_malformed(const struct parse *p, struct fault *f)
{
	if (p->error == XML_NS_ERR_UNDEFINED_NAMESPACE && p->name != NULL)
		fail(f, INVALID, "The metadata is not well-formed XML: line %d uses the prefix “%s”, but no "
		    "namespace is declared for it.", p->line, p->name);
	else if ((p->error == XML_ERR_UNDECLARED_ENTITY || p->error == XML_WAR_UNDECLARED_ENTITY)
	    && p->name != NULL)
		fail(f, INVALID, "The metadata is not well-formed XML: line %d uses the entity “%s”, which "
		    "is not defined.", p->line, p->name);
	else if (p->error == XML_ERR_RESERVED_XML_NAME)
		return fail(f, INVALID, "The metadata is not well-formed XML: the XML "
		    "declaration on line %d must come first. Remove everything before it.", p->line);
	else if (p->error == XML_WAR_NS_URI)
		fail(f, INVALID, "The metadata is not well-formed XML: line %d declares a "
		    "namespace that is not a valid URI. There is often an extra space at the "
		    "end.", p->line);
	else if (p->error == XML_ERR_TAG_NAME_MISMATCH)
		fail(f, INVALID, "The metadata is not well-formed XML: line %d closes an element that is not "
		    "open there.", p->line);
	else
		fail(f, INVALID, "The metadata is not well-formed XML: there is a mistake on "
		    "line %d.",
		    p->line);
	fault_add(f, "Download the file from your identity provider again, and upload it as it is.");
	return INVALID;
}

static enum status
refuse(const struct parse *p, struct fault *f)
{
	switch (p->stop) {
	case AT_WEB_PAGE:
		return fail(f, INVALID, "The metadata is a web page (HTML), not XML. You may have to sign in "
		    "before you can open its address. Download the XML file and upload it here.");
	case AT_DOCTYPE:
		return fail(f, INVALID, "The metadata has a DOCTYPE, which we refuse because it can define "
		    "entities. Remove the DOCTYPE, or download the file again.");
	case NOT_STOPPED:
		break;
	}
	if (p->at_end)
		return fail(f, INVALID, "The metadata ends too early, on line %d. It was not "
		    "copied or downloaded completely. Upload the whole file.", p->line);
	return refuse_malformed(p, f);
}

/* A complete document ends with a tag or a comment. */
static bool
is_cut(const struct xml_source *s)
{
	size_t length = s->length;

	while (length > 0 && memchr("\0 \t\r\n", s->text[length - 1], 5) != NULL)
		length--;
	return length > 0 && s->text[length - 1] != '>';
}

static void
free_document(void *document)
{
	xmlFreeDoc(document);
}

static xmlDocPtr
parse(struct parse *p)
{
	xmlParserCtxtPtr parser = xmlNewParserCtxt();
	xmlDocPtr document;
	bool is_sound;

	if (parser == NULL)
		return NULL;
	p->parser = parser;
	parser->_private = p;
	parser->sax->internalSubset = on_doctype;
	parser->sax->serror = on_error;
	document = xmlCtxtReadIO(parser, read_on, NULL, p, NULL, "UTF-8", OPTIONS);
	is_sound = parser->nsWellFormed != 0 && p->stop == NOT_STOPPED;
	xmlFreeParserCtxt(parser);
	if (document == NULL || is_sound)
		return document;
	xmlFreeDoc(document);
	return NULL;
}

/* A mistake before the excess is named first. */
static enum status
read_bounded(struct arena *a, const struct xml_source *s, const struct xml **root, struct fault *f)
{
	struct parse p = { .arena = a };
	struct xml_bounds bounds;
	xmlDocPtr document;

	xml_bounds_find(s, &bounds);
	p.at = s->text;
	p.end = s->text + bounds.length;
	document = parse(&p);
	if (document != NULL)
		arena_defer(a, free_document, document);
	if (bounds.excess != XML_NO_EXCESS && p.stop == NOT_STOPPED && (p.error == 0 || p.at_end))
		return xml_bounds_refuse(&bounds, f);
	p.at_end |= is_cut(s);
	if (document == NULL)
		return refuse(&p, f);
	*root = (const struct xml *)xmlDocGetRootElement(document);
	return OK;
}

enum status
xml_read(struct arena *a, const char *bytes, size_t length, const struct xml **root,
    struct fault *f)
{
	struct xml_source s;

	if (length > XML_MAX_BYTES)
		return fail(f, INVALID, "The metadata is too large: it has %zu KB, and the "
		    "limit is %d KB.", (length + 1023) / 1024, XML_MAX_BYTES / 1024);
	if (!xml_to_utf8(a, bytes, length, &s))
		return fail(f, INVALID, "We cannot read the encoding of the metadata. Save it as UTF-8 and "
		    "upload it again.");
	if (s.length == 0)
		return fail(f, INVALID, "The metadata is empty. Use the XML file that your identity provider "
		    "offers as its SAML metadata.");
	return read_bounded(a, &s, root, f);
}

/* --- a message --- */

static enum xml_flaw
flaw_of(const struct parse *p, const struct xml_bounds *bounds, xmlDocPtr document, long *line)
{
	*line = p->line;
	if (p->stop != NOT_STOPPED)
		return XML_HAS_DOCTYPE;
	if (bounds->excess != XML_NO_EXCESS && (p->error == 0 || p->at_end)) {
		*line = (long)bounds->line;
		return XML_TOO_LARGE;
	}
	if (document == NULL || xmlDocGetRootElement(document) == NULL)
		return XML_MALFORMED;
	*line = 1;
	return text_is((const char *)document->version, "1.0") ? XML_SOUND : XML_MALFORMED;
}

enum xml_flaw
xml_read_message(struct arena *a, const char *bytes, size_t length, const struct xml **root, long *line)
{
	struct xml_source s = { bytes, length };
	struct parse p = { .arena = a };
	struct xml_bounds bounds;
	enum xml_flaw flaw;
	xmlDocPtr document;

	*line = 1;
	if (length > XML_MAX_BYTES)
		return XML_TOO_LARGE;
	for (; s.length > 0 && strchr(" \t\r\n", *s.text) != NULL && *s.text != '\0'; s.text++)
		s.length--;
	if (s.length == 0 || *s.text != '<' || !text_is_utf8(s.text, s.length)
	    || memchr(s.text, '\0', s.length) != NULL)
		return XML_MALFORMED;
	xml_bounds_find(&s, &bounds);
	p.at = s.text;
	p.end = s.text + bounds.length;
	document = parse(&p);
	if (document != NULL)
		arena_defer(a, free_document, document);
	flaw = flaw_of(&p, &bounds, document, line);
	if (flaw == XML_SOUND)
		*root = (const struct xml *)xmlDocGetRootElement(document);
	return flaw;
}

/* --- reading the tree --- */

static const xmlNode *
node_of(const struct xml *e)
{
	return (const xmlNode *)e;
}

static const struct xml *
first_from(const xmlNode *node, const char *space, const char *name)
{
	for (; node != NULL; node = node->next)
		if (node->type == XML_ELEMENT_NODE
		    && (name == NULL || xml_is((const struct xml *)node, space, name)))
			return (const struct xml *)node;
	return NULL;
}

const char *
xml_name(const struct xml *e)
{
	return (const char *)node_of(e)->name;
}

const char *
xml_namespace(const struct xml *e)
{
	const xmlNs *space = node_of(e)->ns;

	return space == NULL || space->href == NULL ? "" : (const char *)space->href;
}

long
xml_line(const struct xml *e)
{
	return xmlGetLineNo(node_of(e));
}

const char *
xml_lost_prefix(const struct xml *e, const char *space)
{
	const xmlNode *node = node_of(e), *around;
	const xmlNs *declared;

	if (node->ns != NULL && node->ns->prefix != NULL)
		return NULL;
	for (around = node; around != NULL && around->type == XML_ELEMENT_NODE; around = around->parent)
		for (declared = around->nsDef; declared != NULL; declared = declared->next)
			if (declared->prefix != NULL && text_is((const char *)declared->href, space))
				return (const char *)declared->prefix;
	return NULL;
}

bool
xml_is(const struct xml *e, const char *space, const char *name)
{
	return text_is(xml_name(e), name) && text_is(xml_namespace(e), space);
}

const struct xml *
xml_child(const struct xml *e, const char *space, const char *name)
{
	return first_from(node_of(e)->children, space, name);
}

const struct xml *
xml_next(const struct xml *e, const char *space, const char *name)
{
	return first_from(node_of(e)->next, space, name);
}

char *
xml_attribute(struct arena *a, const struct xml *e, const char *name)
{
	xmlChar *value = xmlGetNoNsProp(node_of(e), (const xmlChar *)name);
	char *copy = arena_text(a, (const char *)value);

	xmlFree(value);
	return copy;
}

char *
xml_attribute_in(struct arena *a, const struct xml *e, const char *space, const char *name)
{
	xmlChar *value = xmlGetNsProp(node_of(e), (const xmlChar *)name, (const xmlChar *)space);
	char *copy = arena_text(a, (const char *)value);

	xmlFree(value);
	return copy;
}

char *
xml_text(struct arena *a, const struct xml *e)
{
	struct buf b = buf_in(a);
	const xmlNode *node;

	for (node = node_of(e)->children; node != NULL; node = node->next) {
		if (node->type != XML_TEXT_NODE && node->type != XML_CDATA_SECTION_NODE)
			return NULL;
		if (node->content != NULL)
			buf_add(&b, (const char *)node->content);
	}
	return text_trim(a, b.text);
}
