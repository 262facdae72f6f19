/* SPDX-License-Identifier: Apache-2.0 */
#include "jobs/verify_domain.h"

#include "actions/domain.h"
#include "actions/job.h"
#include "base/text.h"
#include "model/domain/discovery_domain.h"
#include "model/rules.h"
#include "net/domain_lookup.h"

enum { MINUTE_S = 60, HOUR_S = 60 * MINUTE_S, DAY_S = 24 * HOUR_S };

/* The delay until the next lookup of a pending domain, after that many. */
static long
pending_delay_s(long looks)
{
	static const long delays_s[] = { MINUTE_S, MINUTE_S, 2 * MINUTE_S, 5 * MINUTE_S, 10 * MINUTE_S,
		20 * MINUTE_S, HOUR_S, HOUR_S, 2 * HOUR_S, 4 * HOUR_S, 8 * HOUR_S };
	enum { DELAYS = sizeof(delays_s) / sizeof(delays_s[0]) };

	return looks < DELAYS ? delays_s[looks] : DAY_S;
}

static bool
read_subject(struct arena *a, const char *subject, struct domain_claim *out)
{
	const char **parts;

	if (text_split(a, subject, " ", &parts) != 2)
		return false;
	*out = (struct domain_claim){ .connection_id = parts[0], .name = parts[1] };
	return true;
}

/* dns NULL: it is as if no server had answered. */
static void
look_up(struct dns *dns, struct arena *a, const struct domain_claim *c, struct domain_report *out)
{
	struct domain_question question = { .domain = c->name,
		.host = verification_host_typed(a, c->organization_id, c->name), .value = c->challenge,
		.others = c->others, .other_count = c->other_count };
	struct domain_gathered gathered = { .zone = "", .outer_zone = "", .parent = "",
		.host.status = DNS_TIMEOUT, .resolved.status = DNS_TIMEOUT };

	if (dns != NULL)
		domain_lookup(dns, a, &question, &gathered);
	domain_check(a, &question, &gathered, out);
}

static enum status
keep(const struct act *act, struct domain_claim *c, const struct domain_report *r)
{
	const char *seen = fields_encode(act->arena, &domain_report_shape, r);

	return r->is_verified ? verify_domain(act, c, seen) : miss_domain(act, c, seen, r->is_silent);
}

static enum status
again(const struct act *act, const struct job *j, const struct domain_claim *c,
    const struct domain_report *r)
{
	long delay_s = pending_delay_s(c->looks);

	if (c->is_verified)
		delay_s = r->is_verified ? DOMAIN_RECHECK_DAYS * DAY_S : DAY_S;
	else if (c->is_given_up)
		return OK;
	return repeat_job(act, j, delay_s);
}

static enum status
look(const struct act *act, struct dns *dns, const struct job *j)
{
	struct domain_claim claim;
	struct domain_report report = { 0 };
	enum status st;

	if (!read_subject(act->arena, j->subject, &claim))
		return fail(act->fault, INVALID, "no such subject");
	st = domain_wanted(act, &claim);
	if (st == NOT_FOUND)
		return OK;
	if (st != OK)
		return st;
	look_up(dns, act->arena, &claim, &report);
	st = keep(act, &claim, &report);
	return st == OK ? again(act, j, &claim, &report) : st;
}

enum status
look_up_domain(const struct act *act, const struct tools *tools, const struct job *j)
{
	return look(act, tools->dns, j);
}

/* A look that cannot be finished counts as one without answers, so it is repeated like
 * any other. */
enum status
end_look(const struct act *act, const struct job *j, enum job_end why)
{
	(void)why;
	return look(act, NULL, j);
}
