/*
 * dns_packet.h - the parts of a DNS message (RFC 1035 §4) that we need
 *
 * Pure; a message may hold anything.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef NET_DNS_PACKET_H
#define NET_DNS_PACKET_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "model/domain/dns_answer.h"

enum dns_type { DNS_A = 1, DNS_NS = 2, DNS_CNAME = 5, DNS_SOA = 6, DNS_TXT = 16, DNS_AAAA = 28 };

enum { DNS_MAX_RECORDS = 30, DNS_MAX_ALIASES = 10 };

/* RFC 1035 §2.3.4, as names are written, without the final dot. */
enum { DNS_MAX_NAME_CHARS = 253 };

/* Of a TXT record no more is kept: no value is longer, and what is shown is an
 * excerpt.  It could have 64 kB, of a stranger's choice. */
enum { DNS_MAX_TEXT_BYTES = 512 };

/* Records of the type at the name or where its aliases lead, aliases, zone and
 * ttl_s; not status.  No more than DNS_MAX_RECORDS.  False: it is broken; *out is
 * untouched then. */
bool	 dns_packet_read(struct arena *a, const void *bytes, size_t length, const char *name,
	    enum dns_type type, struct dns_answer *out);

/* A question that desires no recursion; its length, 0: that is no name. */
enum { DNS_MAX_QUESTION_BYTES = 12 + 255 + 4 };
size_t	 dns_packet_question(unsigned char out[DNS_MAX_QUESTION_BYTES], uint16_t id,
	    const char *name, enum dns_type type);

/* The answer to that question for the zone's NS of a server that serves the
 * parent zone (RFC 1034 §4.3.2): records are the name servers to which it refers,
 * with DNS_OK; DNS_NODATA: it refers to none; DNS_SERVFAIL.  False: that is no
 * answer to this question; *out is untouched then. */
bool	 dns_packet_referral(struct arena *a, const void *bytes, size_t length, uint16_t id,
	    const char *zone, struct dns_answer *out);

/* Printable ASCII as it is, other bytes as \DDD (RFC 1035 §5.1). */
char	*dns_text(struct arena *a, const void *bytes, size_t length);

#endif
