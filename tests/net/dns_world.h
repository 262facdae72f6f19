/*
 * dns_world.h - starts tests/net/dns_world.py and gives it commands
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef TESTS_NET_DNS_WORLD_H
#define TESTS_NET_DNS_WORLD_H

#include "net/dns.h"

/* The same as in dns_world.py. */
#define WORLD_ROOT	"127.53.0.1"
#define WORLD_NOBODY	"127.53.0.5"
#define WORLD_SLOW	"127.53.0.6"
#define WORLD_LIAR	"127.53.0.7"
#define WORLD_MUTE	"127.53.0.8"
#define WORLD_CUTTER	"127.53.0.9"
#define WORLD_RESOLVER	"127.53.0.10"
#define WORLD_ALLOW	"127.53.0.0/16"
#define WORLD_VALUE	"904bd31c-2152-4f4d-9e3d-68e9e10aee43"
#define WORLD_OTHER	"11111111-2222-4333-8444-555555555555"

/* The world is started when first needed.  resolver: one of its addresses. */
struct dns	*world_dns(const char *resolver, const char *allow);
/* "change stale" sets its record to the value; "drop stale" removes it. */
void		 world_do(const char *verb, const char *name);

#endif
