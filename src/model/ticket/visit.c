/* SPDX-License-Identifier: Apache-2.0 */
#include "model/ticket/visit.h"

#include "base/text.h"
#include "model/connection/connection.h"

enum session_state
session_state_parse(const char *name)
{
	if (name == NULL)
		return SESSION_NONE;
	if (text_is(name, "open"))
		return SESSION_OPEN;
	return text_is(name, "ended") ? SESSION_ENDED : SESSION_IDLE;
}

const char *
visit_entity_id(struct arena *a, const struct visit *v)
{
	return v->connection.our_entity_id != NULL ? v->connection.our_entity_id
	    : sp_entity_id(a, v->tenant.id, v->ticket.connection_name);
}

bool
visit_has_ended(const struct visit *v)
{
	return v->ticket.state == TICKET_REVOKED || v->ticket.state == TICKET_EXPIRED;
}

bool
visit_needs_domain(const struct visit *v)
{
	return v->ticket.verification == VERIFY_REQUIRED && v->connection.verified_count == 0;
}

bool
visit_needs_test(const struct visit *v)
{
	return v->requires_test && v->connection.test != TEST_PASSED;
}

bool
visit_was_turned_off(const struct visit *v)
{
	return visit_is_done(v) && v->ticket.may_enable && v->connection.enabled_at == 0
	    && v->connection.submitted_at == 0;
}

bool
visit_waits(const struct visit *v)
{
	const struct connection_progress *c = &v->connection;

	return v->wizard.check == CHECK_WAITING || c->waits_for_domain || c->missing_count > 0
	    || c->domain_count > c->verified_count;
}

/* --- steps --- */

enum step
step_reached_after(enum step s)
{
	return s + 1 == STEP_TEST ? STEP_ENABLE : s + 1;
}

bool
visit_is_set_up(const struct visit *v)
{
	return v->wizard.step >= STEP_ENABLE;
}

bool
visit_is_done(const struct visit *v)
{
	return v->wizard.step == STEP_DONE;
}

bool
visit_has_step(const struct visit *v, enum step s)
{
	return s != STEP_DOMAINS || v->ticket.verification != VERIFY_NONE;
}

/* Open beside the others once access is reached, until a test has passed or the visitor goes on
 * without one. */
static enum step_state
test_step_state(const struct visit *v)
{
	const struct connection_progress *c = &v->connection;

	if (c->id == NULL || v->wizard.step < STEP_ACCESS)
		return STEP_IS_LOCKED;
	if (c->test == TEST_PASSED || v->wizard.step == STEP_DONE)
		return STEP_IS_DONE;
	return c->test_is_left && !v->requires_test ? STEP_IS_DONE : STEP_IS_OPEN;
}

static enum step_state
domains_state(const struct connection_progress *c)
{
	if (c->id == NULL)
		return STEP_IS_LOCKED;
	if (c->verified_count > 0)
		return STEP_IS_DONE;
	return c->domain_count > 0 ? STEP_IS_WAITING : STEP_IS_OPEN;
}

/* Without a verified domain, the visitor can have it done when one is found. */
static enum step_state
enable_state(const struct visit *v)
{
	if (!visit_needs_domain(v))
		return STEP_IS_OPEN;
	if (v->connection.waits_for_domain)
		return STEP_IS_WAITING;
	return v->connection.domain_count > 0 ? STEP_IS_OPEN : STEP_IS_LOCKED;
}

enum step_state
visit_step_state(const struct visit *v, enum step s)
{
	enum step reached = v->wizard.step;

	if (s == STEP_TEST)
		return test_step_state(v);
	if (s == STEP_DOMAINS)
		return domains_state(&v->connection);
	if (s < reached)
		return STEP_IS_DONE;
	if (s > reached)
		return STEP_IS_LOCKED;
	return s == STEP_ENABLE ? enable_state(v) : STEP_IS_OPEN;
}

enum step
visit_step_after(const struct visit *v, enum step s)
{
	for (s++; s == STEP_TEST || s == STEP_DOMAINS; s++)
		if (visit_has_step(v, s) && visit_step_state(v, s) != STEP_IS_DONE)
			return s;
	return s;
}

enum step
visit_step_before(const struct visit *v, enum step s)
{
	for (s--; !visit_has_step(v, s); s--)
		;
	return s;
}

enum step
visit_next_step(const struct visit *v)
{
	enum step s = v->wizard.step;

	if (v->wizard.check != CHECK_NONE)
		return STEP_SETTINGS;
	if (s != STEP_ENABLE)
		return s;
	if (test_step_state(v) == STEP_IS_OPEN)
		return STEP_TEST;
	return enable_state(v) != STEP_IS_OPEN ? STEP_DOMAINS : s;
}
