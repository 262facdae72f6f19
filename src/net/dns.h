/*
 * dns.h - questions to the DNS, from two points of view
 *
 * The authoritative servers are asked by a recursion of our own that remembers
 * nothing from one talk to the next, so that a record counts as soon as its
 * servers have it; signatures (DNSSEC) are checked.  The resolver is asked as
 * everybody else asks one: what it remembers shows what others see, and for how
 * long.  A name server at an address that is not public is not asked, unless
 * fetch_allow names its network (net/address.h); the resolver may be anywhere.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef NET_DNS_H
#define NET_DNS_H

#include <stdbool.h>
#include <sys/socket.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/status.h"
#include "model/domain/dns_answer.h"
#include "net/dns_packet.h"

struct dns;
struct dns_talk;

/* The texts of the settings of these names. */
struct dns_settings {
	const char	*resolver;
	const char	*root;
	const char	*anchor;
	const char	*allow;
};

/* INVALID says which setting is wrong. */
MUST_USE enum status
	 dns_new(const struct dns_settings *settings, struct dns **out, struct fault *f);
void	 dns_free(struct dns *d);

/* Questions that belong together: what one learns the next one knows.  Lasts
 * until the arena is reset, but asks nothing after total_ms. */
struct dns_talk *
	 dns_talk_new(struct dns *d, struct arena *a, long total_ms);

enum dns_whom { DNS_AUTHORITY, DNS_RESOLVER };

/* Begin to ask; *answer is set by dns_wait, in time or not. */
void	 dns_ask(struct dns_talk *t, enum dns_whom whom, const char *name, enum dns_type type,
	    struct dns_answer *answer);
/* One server alone, by its address, about a zone that it should serve. */
void	 dns_ask_server(struct dns_talk *t, const char *address, const char *zone,
	    const char *name, enum dns_type type, struct dns_answer *answer);

/* Until all is answered that was asked of these: of the resolver, or of
 * authoritative servers.  A question that is not answered after limit_ms, or when the
 * talk's time is over, is given up: DNS_TIMEOUT. */
void	 dns_wait(struct dns_talk *t, enum dns_whom whom, long limit_ms);

/* For who asks by a socket of its own: until when, on the steady clock, and
 * whether a name server may be at this address. */
moment	 dns_until(const struct dns_talk *t, long limit_ms);
bool	 dns_may_ask(const struct dns_talk *t, const struct sockaddr *address);

#endif
