/*
 * dns_packet.h - the parts of a DNS message (RFC 1035 §4) that we need
 *
 * The functions are pure, and safe for any bytes.
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

/* The limit of RFC 1035 §2.3.4 for a name as it is written, without the final dot. */
enum { DNS_MAX_NAME_CHARS = 253 };

/* No more of a TXT record is kept: none of our values is longer, and an excerpt is
 * enough to show.  The record may have 64 kB that a stranger has chosen. */
enum { DNS_MAX_TEXT_BYTES = 512 };

/* Fills records (those of the type, at the name or where its aliases lead, at most
 * DNS_MAX_RECORDS), is_partial, aliases, zone and ttl_s, but not status.  False: the
 * message is broken; *out is untouched then. */
bool	 dns_packet_read(struct arena *a, const void *bytes, size_t length, const char *name,
	    enum dns_type type, struct dns_answer *out);

/* Writes a question that desires no recursion.  Returns its length; 0: name is not valid. */
enum { DNS_MAX_QUESTION_BYTES = 12 + 255 + 4 };
size_t	 dns_packet_question(unsigned char out[DNS_MAX_QUESTION_BYTES], uint16_t id,
	    const char *name, enum dns_type type);

/* Reads what a server of the parent zone answers to that question for the zone's NS
 * (RFC 1034 §4.3.2).  DNS_OK: records are the name servers to which it refers;
 * DNS_NODATA: it refers to none; DNS_SERVFAIL: it reports an error.  False: this is no
 * answer to that question; *out is untouched then. */
bool	 dns_packet_referral(struct arena *a, const void *bytes, size_t length, uint16_t id,
	    const char *zone, struct dns_answer *out);

/* Leaves printable ASCII as it is, and writes other bytes as \DDD (RFC 1035 §5.1). */
char	*dns_text(struct arena *a, const void *bytes, size_t length);

#endif
