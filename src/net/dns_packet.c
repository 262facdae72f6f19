/* SPDX-License-Identifier: Apache-2.0 */
#include "net/dns_packet.h"

#include <arpa/inet.h>
#include <arpa/nameser.h>
#include <limits.h>
#include <string.h>

#include "base/buf.h"
#include "base/text.h"

struct reading {
	struct arena	*arena;
	ns_msg		*message;
	enum dns_type	 type;
	const char	*owner;		/* the name whose records count; then its alias */
	const char	*records[DNS_MAX_RECORDS];
	size_t		 record_count;
	bool		 is_partial;
	const char	*aliases[DNS_MAX_ALIASES];
	size_t		 alias_count;
	long		 ttl_s;
};

char *
dns_text(struct arena *a, const void *bytes, size_t length)
{
	const unsigned char *at, *end = (const unsigned char *)bytes + length;
	struct buf b = buf_in(a);

	buf_add(&b, "");
	for (at = bytes; at < end; at++)
		if (*at >= 0x20 && *at < 0x7F)
			buf_add_char(&b, (char)*at);
		else
			buf_print(&b, "\\%03d", *at);
	return b.text;
}

/* Without the final dot, lower case. */
static char *
plain_name(struct arena *a, const char *name)
{
	size_t length = strlen(name);

	if (length > 1 && name[length - 1] == '.')
		length--;
	return text_lower(a, arena_copy(a, name, length));
}

static char *
name_in(struct reading *r, const ns_rr *rr)
{
	char name[NS_MAXDNAME];

	if (ns_name_uncompress(ns_msg_base(*r->message), ns_msg_end(*r->message), ns_rr_rdata(*rr),
	    name, sizeof(name)) < 0)
		return NULL;
	return plain_name(r->arena, name);
}

static char *
address_in(struct reading *r, const ns_rr *rr)
{
	int family = r->type == DNS_A ? AF_INET : AF_INET6;
	char text[INET6_ADDRSTRLEN];

	if (ns_rr_rdlen(*rr) != (r->type == DNS_A ? 4 : 16))
		return NULL;
	return arena_text(r->arena, inet_ntop(family, ns_rr_rdata(*rr), text, sizeof(text)));
}

/* RFC 1035 §3.3.14: one or more strings, each preceded by its length. */
static char *
text_in(struct reading *r, const ns_rr *rr)
{
	const unsigned char *at = ns_rr_rdata(*rr), *end = at + ns_rr_rdlen(*rr);
	unsigned char bytes[DNS_MAX_TEXT_BYTES];
	size_t length = 0, room;

	while (at < end) {
		if (*at >= end - at)
			return NULL;
		room = sizeof(bytes) - length;
		memcpy(bytes + length, at + 1, *at < room ? *at : room);
		length += *at < room ? *at : room;
		at += 1 + *at;
	}
	return dns_text(r->arena, bytes, length);
}

static char *
record_in(struct reading *r, const ns_rr *rr)
{
	switch (r->type) {
	case DNS_A:
	case DNS_AAAA:
		return address_in(r, rr);
	case DNS_TXT:
		return text_in(r, rr);
	case DNS_NS:
	case DNS_CNAME:
	case DNS_SOA:
		return name_in(r, rr);
	}
	return NULL;
}

static void
keep_ttl(struct reading *r, const ns_rr *rr)
{
	long ttl_s = ns_rr_ttl(*rr) > INT_MAX ? 0 : (long)ns_rr_ttl(*rr);

	if (r->ttl_s < 0 || ttl_s < r->ttl_s)
		r->ttl_s = ttl_s;
}

static bool
keep(struct reading *r, const ns_rr *rr, const char **list, size_t *count, size_t max,
    const char *text)
{
	if (text == NULL)
		return false;
	keep_ttl(r, rr);
	if (*count < max)
		list[(*count)++] = text;
	else
		r->is_partial = true;
	return true;
}

/* In an answer each alias stands before its target, so one pass follows them all. */
static bool
take(struct reading *r, const ns_rr *rr)
{
	const char *target;

	if (!text_is(plain_name(r->arena, ns_rr_name(*rr)), r->owner))
		return true;
	if (ns_rr_type(*rr) == (ns_type)r->type)
		return keep(r, rr, r->records, &r->record_count, DNS_MAX_RECORDS,
		    record_in(r, rr));
	if (ns_rr_type(*rr) != ns_t_cname)
		return true;
	target = name_in(r, rr);
	r->owner = target;
	return keep(r, rr, r->aliases, &r->alias_count, DNS_MAX_ALIASES, target);
}

static bool
read_answer(struct reading *r)
{
	ns_rr rr;
	int i;

	for (i = 0; i < ns_msg_count(*r->message, ns_s_an); i++)
		if (ns_parserr(r->message, ns_s_an, i, &rr) != 0 || !take(r, &rr))
			return false;
	return true;
}

/* RFC 2308: the SOA record of the zone that says "no". */
static bool
read_zone(struct reading *r, const char **zone)
{
	ns_rr rr;
	int i;

	for (i = 0; i < ns_msg_count(*r->message, ns_s_ns); i++) {
		if (ns_parserr(r->message, ns_s_ns, i, &rr) != 0)
			return false;
		if (ns_rr_type(rr) != ns_t_soa)
			continue;
		*zone = plain_name(r->arena, ns_rr_name(rr));
		keep_ttl(r, &rr);
	}
	return true;
}

static struct texts
list(struct arena *a, const char **items, size_t count)
{
	const char **copy = arena_array(a, count, sizeof(*copy));

	if (count > 0)
		memcpy(copy, items, count * sizeof(*copy));
	return (struct texts){ copy, count };
}

bool
dns_packet_read(struct arena *a, const void *bytes, size_t length, const char *name,
    enum dns_type type, struct dns_answer *out)
{
	struct reading r = { .arena = a, .type = type, .owner = plain_name(a, name), .ttl_s = -1 };
	const char *zone = "";
	ns_msg message;

	r.message = &message;
	if (length > NS_MAXMSG || ns_initparse(bytes, (int)length, &message) != 0 || !read_answer(&r))
		return false;
	if (r.record_count == 0 && !read_zone(&r, &zone))
		return false;
	out->records = list(a, r.records, r.record_count);
	out->is_partial = r.is_partial;
	out->aliases = list(a, r.aliases, r.alias_count);
	out->zone = zone;
	out->ttl_s = r.ttl_s < 0 ? 0 : r.ttl_s;
	return true;
}

size_t
dns_packet_question(unsigned char out[DNS_MAX_QUESTION_BYTES], uint16_t id, const char *name,
    enum dns_type type)
{
	enum { HEADER_BYTES = 12, QUESTIONS_AT = 4 };
	unsigned char *end;
	int length;

	memset(out, 0, HEADER_BYTES);
	ns_put16(id, out);
	ns_put16(1, out + QUESTIONS_AT);
	length = ns_name_compress(name, out + HEADER_BYTES, NS_MAXCDNAME, NULL, NULL);
	if (length < 0)
		return 0;
	end = out + HEADER_BYTES + length;
	ns_put16((unsigned)type, end);
	ns_put16(ns_c_in, end + 2);
	return (size_t)(end + 4 - out);
}

/* It allocates nothing, as anybody may send many messages that answer nothing. */
static bool
is_about(ns_msg *m, uint16_t id, const char *zone)
{
	ns_rr question;

	return ns_msg_id(*m) == id && ns_msg_getflag(*m, ns_f_qr) == 1
	    && ns_msg_count(*m, ns_s_qd) == 1 && ns_parserr(m, ns_s_qd, 0, &question) == 0
	    && ns_rr_type(question) == ns_t_ns && ns_rr_class(question) == ns_c_in
	    && text_is_nocase(ns_rr_name(question), zone);
}

/* A server that serves the zone itself answers the question and refers to no other. */
static bool
read_referral(struct reading *r)
{
	ns_rr rr;
	int i;

	for (i = 0; i < ns_msg_count(*r->message, ns_s_ns); i++) {
		if (ns_parserr(r->message, ns_s_ns, i, &rr) != 0)
			return false;
		if (ns_rr_type(rr) == ns_t_ns && ns_msg_count(*r->message, ns_s_an) == 0
		    && !take(r, &rr))
			return false;
	}
	return true;
}

bool
dns_packet_referral(struct arena *a, const void *bytes, size_t length, uint16_t id,
    const char *zone, struct dns_answer *out)
{
	struct reading r = { .arena = a, .type = DNS_NS, .owner = zone, .ttl_s = -1 };
	ns_msg message;

	r.message = &message;
	if (length > NS_MAXMSG || ns_initparse(bytes, (int)length, &message) != 0
	    || !is_about(&message, id, zone) || !read_referral(&r))
		return false;
	*out = (struct dns_answer){ .status = r.record_count > 0 ? DNS_OK : DNS_NODATA,
		.records = list(a, r.records, r.record_count), .zone = "", .why = "",
		.ttl_s = r.ttl_s < 0 ? 0 : r.ttl_s,
		.is_partial = r.is_partial || ns_msg_getflag(message, ns_f_tc) == 1 };
	if (ns_msg_getflag(message, ns_f_rcode) != ns_r_noerror)
		*out = (struct dns_answer){ .status = DNS_SERVFAIL, .zone = "", .why = "" };
	return true;
}
