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

enum { DECLARATION_BYTES = 512, OPTIONS = XML_PARSE_NONET | XML_PARSE_IGNORE_ENC,
	MESSAGE_CHARS = 160 };

/* The reason for which we stopped the parser ourselves. */
enum stop { NOT_STOPPED, AT_DOCTYPE, AT_WEB_PAGE, TOO_DEEP, TOO_MANY };

struct parse {
	struct arena	*arena;
	enum stop	 stop;
	size_t		 elements;
	const char	*message;	/* the first error; NULL: none */
	int		 line;
	bool		 at_end;	/* it was seen at the end of the input */
};

struct source {
	const char	*bytes;
	size_t		 length;
	const char	*encoding;	/* one that libxml2 converts without iconv */
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

static void
on_element(void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *space,
    int spaces, const xmlChar **space_list, int attributes, int defaulted,
    const xmlChar **attribute_list)
{
	xmlParserCtxtPtr parser = context;
	struct parse *p = parser->_private;

	if (parser->nodeNr >= XML_MAX_NESTING)
		stop(parser, TOO_DEEP);
	else if (++p->elements > XML_MAX_ELEMENTS)
		stop(parser, TOO_MANY);
	else
		xmlSAX2StartElementNs(parser, name, prefix, space, spaces, space_list, attributes,
		    defaulted, attribute_list);
}

static bool
is_at_end(const xmlParserCtxt *parser)
{
	const xmlParserInput *in = parser->input;

	return in == NULL || in->cur >= in->end;
}

static const char *
one_line(struct arena *a, const char *message)
{
	char *text = text_trim(a, message == NULL ? "" : message), *c;

	for (c = text; *c != '\0'; c++)
		if ((unsigned char)*c < 0x20 || *c == 0x7F)
			*c = ' ';
	return text_is_utf8(text, strlen(text)) && text_chars(text) <= MESSAGE_CHARS ? text
	    : "a part of it cannot be read";
}

static void
on_error(void *context, xmlErrorPtr error)
{
	xmlParserCtxtPtr parser = context;
	struct parse *p = parser->_private;

	if (p->message != NULL || error->level < XML_ERR_ERROR)
		return;
	p->message = one_line(p->arena, error->message);
	p->line = error->line;
	p->at_end = is_at_end(parser);
}

/* Errors in the conversion of UTF-16 belong to no parser; libxml2 would write them to stderr. */
static void
on_noise(void *context, xmlErrorPtr error)
{
	(void)context;
	(void)error;
}

/* --- encodings --- */

static bool
declares(const char *bytes, size_t length, const char *encoding)
{
	size_t limit = length < DECLARATION_BYTES ? length : DECLARATION_BYTES, i;
	size_t wanted = strlen(encoding);

	for (i = 0; i + wanted < limit && bytes[i] != '>'; i++)
		if (strncasecmp(bytes + i, encoding, wanted) == 0
		    && (bytes[i + wanted] == '"' || bytes[i + wanted] == '\''))
			return true;
	return false;
}

/* The document's own declaration counts last, because a document that was pasted into a
 * form is UTF-8, whatever it declares. */
static bool
find_encoding(struct source *s)
{
	static const char *const latin[] = { "ISO-8859-1", "ISO8859-1", "latin1", "windows-1252" };
	size_t bom = 0, i;

	if (s->length >= 3 && memcmp(s->bytes, "\xef\xbb\xbf", 3) == 0)
		bom = 3;
	else if (s->length >= 2 && (memcmp(s->bytes, "\xff\xfe", 2) == 0
	    || memcmp(s->bytes, "\xfe\xff", 2) == 0))
		bom = 2;
	if (bom == 2 || (s->length >= 2 && memcmp(s->bytes, "<", 2) == 0))
		s->encoding = (unsigned char)s->bytes[0] == 0xFE ? "UTF-16BE" : "UTF-16LE";
	else if (s->length >= 2 && memcmp(s->bytes, "\0<", 2) == 0)
		s->encoding = "UTF-16BE";
	else if (text_is_utf8(s->bytes, s->length))
		s->encoding = "UTF-8";
	for (i = 0; i < sizeof(latin) / sizeof(latin[0]) && s->encoding == NULL; i++)
		if (declares(s->bytes, s->length, latin[i]))
			s->encoding = "ISO-8859-1";
	s->bytes += bom;
	s->length -= bom;
	return s->encoding != NULL;
}

/* Pasted documents often begin with blanks, which XML does not allow before a declaration. */
static void
skip_blank(struct source *s)
{
	while (s->length > 0 && s->bytes[0] != '\0' && strchr(" \t\r\n", s->bytes[0]) != NULL) {
		s->bytes++;
		s->length--;
	}
}

/* --- reading --- */

static enum status
refuse(const char *what, const struct parse *p, struct fault *f)
{
	switch (p->stop) {
	case AT_WEB_PAGE:
		return fail(f, INVALID, "%s is a web page (HTML), not XML; the address may want you to "
		    "sign in first. Download the XML file and send that.", what);
	case AT_DOCTYPE:
		return fail(f, INVALID, "%s has a DOCTYPE, which is refused because it can define "
		    "entities. Remove the DOCTYPE, or download the file again.", what);
	case TOO_DEEP:
		return fail(f, INVALID, "%s is refused: its elements are nested more than %d levels "
		    "deep.", what, XML_MAX_NESTING);
	case TOO_MANY:
		return fail(f, INVALID, "%s is refused: it has more than %d elements.", what,
		    XML_MAX_ELEMENTS);
	case NOT_STOPPED:
		break;
	}
	if (p->at_end)
		return fail(f, INVALID, "%s ends too early, in line %d; it was not copied or "
		    "downloaded completely. Send the whole file.", what, p->line);
	return fail(f, INVALID, "%s is not well-formed XML. Line %d: %s", what, p->line,
	    p->message == NULL ? "it cannot be read." : p->message);
}

/* A complete document ends with a tag or a comment. */
static bool
is_cut(const struct source *s)
{
	size_t length = s->length;

	while (length > 0 && memchr("\0 \t\r\n", s->bytes[length - 1], 5) != NULL)
		length--;
	return length > 0 && s->bytes[length - 1] != '>';
}

static void
free_document(void *document)
{
	xmlFreeDoc(document);
}

static xmlDocPtr
parse(struct parse *p, const struct source *s)
{
	xmlParserCtxtPtr parser = xmlNewParserCtxt();
	xmlDocPtr document;
	bool is_sound;

	if (parser == NULL)
		return NULL;
	xmlSetStructuredErrorFunc(NULL, on_noise);
	parser->_private = p;
	parser->sax->internalSubset = on_doctype;
	parser->sax->startElementNs = on_element;
	parser->sax->serror = on_error;
	document = xmlCtxtReadMemory(parser, s->bytes, (int)s->length, NULL, s->encoding, OPTIONS);
	is_sound = parser->nsWellFormed != 0 && p->stop == NOT_STOPPED;
	xmlFreeParserCtxt(parser);
	if (document == NULL || is_sound)
		return document;
	xmlFreeDoc(document);
	return NULL;
}

enum status
xml_read(struct arena *a, const char *what, const char *bytes, size_t length,
    const struct xml **root, struct fault *f)
{
	struct source s = { .bytes = bytes, .length = length };
	struct parse p = { .arena = a };
	xmlDocPtr document;

	if (length > XML_MAX_BYTES)
		return fail(f, INVALID, "%s is too large (%zu KB); at most %d KB.", what,
		    length / 1024, XML_MAX_BYTES / 1024);
	if (!find_encoding(&s))
		return fail(f, INVALID, "%s is in an encoding that is not supported; save it as UTF-8 "
		    "and send it again.", what);
	skip_blank(&s);
	if (s.length == 0)
		return fail(f, INVALID, "%s is empty.", what);
	document = parse(&p, &s);
	p.at_end |= is_cut(&s);
	if (document == NULL)
		return refuse(what, &p, f);
	arena_defer(a, free_document, document);
	*root = (const struct xml *)xmlDocGetRootElement(document);
	return OK;
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
