/*
 * dns.h - questions to the DNS, from two points of view
 *
 * The authoritative servers are asked by a recursion of our own that remembers
 * nothing from one talk to the next, so that a record counts as soon as its
 * servers have it; signatures (DNSSEC) are checked.  The resolver is asked as
 * everybody else asks one: its cache shows what others see, and for how long.  A
 * name server at an address that is not public is not asked, unless fetch_allow
 * names its network (net/address.h); the resolver may be anywhere.
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

/* The settings dns_resolver, dns_root, dns_anchor and fetch_allow, as texts. */
struct dns_settings {
	const char	*resolver;
	const char	*root;
	const char	*anchor;
	const char	*allow;
};

/* INVALID: the sentence names the setting that is wrong. */
MUST_USE enum status
	 dns_new(const struct dns_settings *settings, struct dns **out, struct fault *f);
void	 dns_free(struct dns *d);

/* A talk is for questions that belong together; they share a cache.  It lasts until the
 * arena is reset, but asks nothing after total_ms. */
struct dns_talk *
	 dns_talk_new(struct dns *d, struct arena *a, long total_ms);

enum dns_whom { DNS_AUTHORITY, DNS_RESOLVER };

/* Begins to ask.  dns_wait sets *answer, also if none came in time. */
void	 dns_ask(struct dns_talk *t, enum dns_whom whom, const char *name, enum dns_type type,
	    struct dns_answer *answer);
/* The same, but asks one server only, by its address, in a zone that it should serve. */
void	 dns_ask_server(struct dns_talk *t, const char *address, const char *zone,
	    const char *name, enum dns_type type, struct dns_answer *answer);

/* Waits until all questions to the resolver, or all to authoritative servers, are
 * answered.  A question without an answer after limit_ms, or at the end of the talk's
 * time, is given up: DNS_TIMEOUT. */
void	 dns_wait(struct dns_talk *t, enum dns_whom whom, long limit_ms);

/* For a caller that asks by a socket of its own: the moment on the steady clock at which
 * it must stop, and whether it may ask a name server at this address. */
moment	 dns_until(const struct dns_talk *t, long limit_ms);
bool	 dns_may_ask(const struct dns_talk *t, const struct sockaddr *address);

#endif
