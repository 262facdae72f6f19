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
	NAME_CHARS = 60 };

/* The reason for which we stopped the parser ourselves. */
enum stop { NOT_STOPPED, AT_DOCTYPE, AT_WEB_PAGE, TOO_DEEP, TOO_MANY };

struct parse {
	struct arena	*arena;
	enum stop	 stop;
	size_t		 elements;
	int		 error;		/* the first of libxml2's; 0: none */
	const char	*name;		/* that the error is about; NULL: none to be shown */
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
refuse_malformed(const struct parse *p, struct fault *f)
{
	if (p->error == XML_NS_ERR_UNDEFINED_NAMESPACE && p->name != NULL)
		fail(f, INVALID, "The metadata is not well-formed XML: line %d uses the prefix “%s”, but no "
		    "namespace is declared for it.", p->line, p->name);
	else if ((p->error == XML_ERR_UNDECLARED_ENTITY || p->error == XML_WAR_UNDECLARED_ENTITY)
	    && p->name != NULL)
		fail(f, INVALID, "The metadata is not well-formed XML: line %d uses the entity “%s”, which "
		    "is not defined.", p->line, p->name);
	else if (p->error == XML_ERR_TAG_NAME_MISMATCH)
		fail(f, INVALID, "The metadata is not well-formed XML: line %d closes an element that is not "
		    "open there.", p->line);
	else
		fail(f, INVALID, "The metadata is not well-formed XML: there is a mistake in line %d.",
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
	case TOO_DEEP:
		return fail_counted(f, INVALID, XML_MAX_NESTING,
		    "We cannot read the metadata, because its elements are nested more than %d level deep.",
		    "We cannot read the metadata, because its elements are nested more than %d levels deep.",
		    XML_MAX_NESTING);
	case TOO_MANY:
		return fail_counted(f, INVALID, XML_MAX_ELEMENTS,
		    "We cannot read the metadata, because it has more than %d element.",
		    "We cannot read the metadata, because it has more than %d elements.", XML_MAX_ELEMENTS);
	case NOT_STOPPED:
		break;
	}
	if (p->at_end)
		return fail(f, INVALID, "The metadata ends too early, in line %d. It was not copied or "
		    "downloaded completely. Upload the whole file.", p->line);
	return refuse_malformed(p, f);
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
xml_read(struct arena *a, const char *bytes, size_t length, const struct xml **root,
    struct fault *f)
{
	struct source s = { .bytes = bytes, .length = length };
	struct parse p = { .arena = a };
	xmlDocPtr document;

	if (length > XML_MAX_BYTES)
		return fail(f, INVALID, "The metadata is too large. It has %zu KB, but it can have at most "
		    "%d KB.", length / 1024, XML_MAX_BYTES / 1024);
	if (!find_encoding(&s))
		return fail(f, INVALID, "We cannot read the encoding of the metadata. Save it as UTF-8 and "
		    "upload it again.");
	skip_blank(&s);
	if (s.length == 0)
		return fail(f, INVALID, "The metadata is empty. Use the XML file that your identity provider "
		    "offers as its SAML metadata.");
	document = parse(&p, &s);
	p.at_end |= is_cut(&s);
	if (document == NULL)
		return refuse(&p, f);
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
