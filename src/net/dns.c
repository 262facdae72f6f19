/* SPDX-License-Identifier: Apache-2.0 */
#include "net/dns.h"

#include <poll.h>
#include <string.h>
#include <unbound.h>
#include <unistd.h>

#include "base/log.h"
#include "base/text.h"
#include "net/address.h"

enum { MAX_CONTEXTS = 16, MAX_QUESTIONS = 64 };

struct dns {
	struct arena	*arena;
	const char	**resolvers;	/* if empty: those of /etc/resolv.conf */
	size_t		 resolver_count;
	const char	**roots;	/* if empty: those of the internet */
	size_t		 root_count;
	const char	*anchor;	/* "": signatures are not checked */
	struct places	 allow;
	struct texts	 refused;
};

struct question {
	struct dns_talk		*talk;
	struct ub_ctx		*context;
	enum dns_whom		 whom;
	const char		*name;
	enum dns_type		 type;
	struct dns_answer	*answer;
	int			 id;
	bool			 is_open;
};

struct dns_talk {
	struct dns		*dns;
	struct arena		*arena;
	moment			 ends_at;	/* on the steady clock */
	struct ub_ctx		*of[2];		/* by enum dns_whom; made when first needed */
	struct ub_ctx		*contexts[MAX_CONTEXTS];
	size_t			 context_count;
	struct question		*questions[MAX_QUESTIONS];
	size_t			 question_count;
};

/* use_authority decides which addresses may be asked.  Caches are small, as a talk is short. */
static const char *const options[][2] = {
	{ "do-not-query-localhost:", "no" },
	{ "prefer-ip4:", "yes" },
	{ "msg-cache-size:", "256k" },
	{ "rrset-cache-size:", "256k" },
	{ "key-cache-size:", "256k" },
	{ "neg-cache-size:", "64k" },
	{ "target-fetch-policy:", "0 0 0 0 0" },
};

/* libunbound alone knows which addresses it can use, so they are tried on it once. */
static enum status
check_addresses(const char *setting, const char **items, size_t count, struct fault *f)
{
	struct ub_ctx *c = ub_ctx_create();
	enum status st = c == NULL ? fail_broken(f) : OK;
	size_t i;

	for (i = 0; i < count && st == OK; i++)
		if (ub_ctx_set_fwd(c, items[i]) != 0)
			st = fail(f, INVALID, "%s: \"%s\" is not an address such as 192.0.2.53 or "
			    "192.0.2.53@5353", setting, items[i]);
	if (c != NULL)
		ub_ctx_delete(c);
	return st;
}

enum status
dns_new(const struct dns_settings *settings, struct dns **out, struct fault *f)
{
	struct arena *a = arena_new();
	struct dns *d = arena_alloc(a, sizeof(*d));
	enum status st = places_parse(a, "fetch_allow", settings->allow, &d->allow, f);

	d->arena = a;
	d->anchor = arena_text(a, settings->anchor);
	d->resolver_count = text_split(a, settings->resolver, " \t\r\n", &d->resolvers);
	d->root_count = text_split(a, settings->root, " \t\r\n", &d->roots);
	if (st == OK)
		st = check_addresses("dns_resolver", d->resolvers, d->resolver_count, f);
	if (st == OK)
		st = check_addresses("dns_root", d->roots, d->root_count, f);
	if (st == OK && d->anchor[0] != '\0' && access(d->anchor, R_OK) != 0)
		st = fail(f, INVALID, "dns_anchor: %s cannot be read", d->anchor);
	if (st == OK) {
		address_refused(a, &d->allow, &d->refused);
		*out = d;
	} else
		arena_free(a);
	return st;
}

void
dns_free(struct dns *d)
{
	arena_free(d->arena);
}

static void
release_talk(void *talk)
{
	struct dns_talk *t = talk;
	size_t i;

	for (i = 0; i < t->context_count; i++)
		ub_ctx_delete(t->contexts[i]);
}

struct dns_talk *
dns_talk_new(struct dns *d, struct arena *a, long total_ms)
{
	struct dns_talk *t = arena_alloc(a, sizeof(*t));

	t->dns = d;
	t->arena = a;
	t->ends_at = clock_steady_ms() + total_ms;
	arena_defer(a, release_talk, t);
	return t;
}

/* NULL: there are too many already, or libunbound refused. */
static struct ub_ctx *
context_new(struct dns_talk *t)
{
	struct ub_ctx *c = t->context_count < MAX_CONTEXTS ? ub_ctx_create() : NULL;
	size_t i;

	if (c == NULL)
		return NULL;
	t->contexts[t->context_count++] = c;
	ub_ctx_debugout(c, NULL);
	for (i = 0; i < sizeof(options) / sizeof(options[0]); i++)
		if (ub_ctx_set_option(c, options[i][0], options[i][1]) != 0)
			return NULL;
	return ub_ctx_async(c, 1) == 0 ? c : NULL;
}

static bool
use_resolvers(struct dns_talk *t, struct ub_ctx *c)
{
	size_t i;

	if (t->dns->resolver_count == 0)
		return ub_ctx_resolvconf(c, NULL) == 0;
	for (i = 0; i < t->dns->resolver_count; i++)
		if (ub_ctx_set_fwd(c, t->dns->resolvers[i]) != 0)
			return false;
	return true;
}

static bool
use_authority(struct dns_talk *t, struct ub_ctx *c)
{
	const struct dns *d = t->dns;
	size_t i;

	for (i = 0; i < d->refused.count; i++)
		if (ub_ctx_set_option(c, "do-not-query-address:", d->refused.items[i]) != 0)
			return false;
	for (i = 0; i < d->root_count; i++)
		if (ub_ctx_set_stub(c, ".", d->roots[i], 0) != 0)
			return false;
	return d->anchor[0] == '\0' || ub_ctx_add_ta_file(c, d->anchor) == 0;
}

static struct ub_ctx *
context_of(struct dns_talk *t, enum dns_whom whom)
{
	struct ub_ctx *c = t->of[whom];

	if (c != NULL)
		return c;
	c = context_new(t);
	if (c == NULL || !(whom == DNS_RESOLVER ? use_resolvers(t, c) : use_authority(t, c)))
		return NULL;
	t->of[whom] = c;
	return c;
}

static enum dns_status
judge(const struct ub_result *r, const struct dns_answer *answer)
{
	if (r->bogus)
		return DNS_BOGUS;
	if (r->rcode == 3)
		return DNS_NXDOMAIN;
	if (r->rcode != 0)
		return DNS_SERVFAIL;
	return answer->records.count > 0 ? DNS_OK : DNS_NODATA;
}

/* Bogus data proves nothing, so none of it is kept. */
static void
keep_result(struct question *q, const struct ub_result *r)
{
	struct arena *a = q->talk->arena;
	struct dns_answer got = { .zone = "", .why = "" };

	if (r->rcode == 0 || r->rcode == 3)
		if (!dns_packet_read(a, r->answer_packet, (size_t)r->answer_len, q->name, q->type,
		    &got)) {
			got.status = DNS_SERVFAIL;
			*q->answer = got;
			return;
		}
	got.status = judge(r, &got);
	if (got.status == DNS_BOGUS) {
		got = (struct dns_answer){ .status = DNS_BOGUS, .zone = "", .why = "" };
		if (r->why_bogus != NULL)
			got.why = dns_text(a, r->why_bogus, strlen(r->why_bogus));
	}
	*q->answer = got;
}

static void
answered(void *question, int error, struct ub_result *r)
{
	struct question *q = question;

	q->is_open = false;
	if (error == 0 && r != NULL)
		keep_result(q, r);
	else
		*q->answer = (struct dns_answer){ .status = DNS_SERVFAIL, .zone = "", .why = "" };
	ub_resolve_free(r);
}

static void
ask(struct dns_talk *t, struct ub_ctx *c, enum dns_whom whom, const char *name,
    enum dns_type type, struct dns_answer *answer)
{
	struct question *q = arena_alloc(t->arena, sizeof(*q));

	*answer = (struct dns_answer){ .status = DNS_SERVFAIL, .zone = "", .why = "" };
	*q = (struct question){ .talk = t, .context = c, .whom = whom,
		.name = arena_text(t->arena, name), .type = type, .answer = answer,
		.is_open = true };
	if (c == NULL || t->question_count == MAX_QUESTIONS ||
	    ub_resolve_async(c, q->name, (int)type, 1, q, answered, &q->id) != 0) {
		log_line(LOG_ERROR, "a DNS lookup cannot be started", "name", name, NULL);
		return;
	}
	t->questions[t->question_count++] = q;
}

void
dns_ask(struct dns_talk *t, enum dns_whom whom, const char *name, enum dns_type type,
    struct dns_answer *answer)
{
	ask(t, context_of(t, whom), whom, name, type, answer);
}

void
dns_ask_server(struct dns_talk *t, const char *address, const char *zone, const char *name,
    enum dns_type type, struct dns_answer *answer)
{
	struct ub_ctx *c = context_new(t);

	if (c != NULL && (!use_authority(t, c) || ub_ctx_set_stub(c, zone, address, 0) != 0))
		c = NULL;
	ask(t, c, DNS_AUTHORITY, name, type, answer);
}

static bool
is_waiting(const struct dns_talk *t, enum dns_whom whom)
{
	size_t i;

	for (i = 0; i < t->question_count; i++)
		if (t->questions[i]->is_open && t->questions[i]->whom == whom)
			return true;
	return false;
}

/* Serves the contexts of both kinds: the resolver's answer is kept whenever it comes. */
static void
serve(struct dns_talk *t, long left_ms)
{
	struct pollfd fds[MAX_CONTEXTS];
	size_t i;

	for (i = 0; i < t->context_count; i++)
		fds[i] = (struct pollfd){ ub_fd(t->contexts[i]), POLLIN, 0 };
	if (poll(fds, t->context_count, (int)left_ms) <= 0)
		return;
	for (i = 0; i < t->context_count; i++)
		if (fds[i].revents != 0)
			ub_process(t->contexts[i]);
}

static void
give_up(struct dns_talk *t, enum dns_whom whom)
{
	struct question *q;
	size_t i;

	for (i = 0; i < t->question_count; i++) {
		q = t->questions[i];
		if (!q->is_open || q->whom != whom)
			continue;
		ub_cancel(q->context, q->id);
		q->is_open = false;
		q->answer->status = DNS_TIMEOUT;
	}
}

moment
dns_until(const struct dns_talk *t, long limit_ms)
{
	moment until = clock_steady_ms() + limit_ms;

	return until < t->ends_at ? until : t->ends_at;
}

bool
dns_may_ask(const struct dns_talk *t, const struct sockaddr *address)
{
	return address_refusal(address) == NULL || places_have_address(&t->dns->allow, address);
}

void
dns_wait(struct dns_talk *t, enum dns_whom whom, long limit_ms)
{
	moment until = dns_until(t, limit_ms), left_ms;

	while (is_waiting(t, whom)) {
		left_ms = until - clock_steady_ms();
		if (left_ms <= 0)
			break;
		serve(t, (long)left_ms);
	}
	give_up(t, whom);
}
