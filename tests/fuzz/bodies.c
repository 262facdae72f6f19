/* SPDX-License-Identifier: Apache-2.0 */
#include "bodies.h"

#include <stdlib.h>
#include <string.h>

#include "base/sentence.h"
#include "base/text.h"
#include "model/attributes/attribute_profile.h"
#include "model/connection/request.h"
#include "model/domain/discovery_domain.h"
#include "model/provider/provider.h"
#include "model/tenant/organization.h"
#include "model/tenant/profile.h"
#include "model/ticket/ticket.h"

/* The corpora name them by their place, so new ones go to the end.  The options of
 * each kind of connection come after them. */
static const struct shape *const shapes[] = { &profile_shape, &ticket_request_shape,
	&custom_text_shape, &branding_shape, &attribute_profile_shape, &organization_shape,
	&organization_connection_shape, &discovery_domain_shape, &connection_create_shape,
	&connection_change_shape };
enum { SHAPES = sizeof(shapes) / sizeof(shapes[0]) };

void
must(bool condition)
{
	if (!condition)
		abort();
}

size_t
bodies_count(void)
{
	return SHAPES + connection_provider_count;
}

const struct shape *
bodies_at(size_t number)
{
	number %= bodies_count();
	return number < SHAPES ? shapes[number] : connection_providers[number - SHAPES]->options;
}

static void
check_again(struct arena *a, const struct shape *s, const void *object)
{
	char *json = fields_encode(a, s, object);
	void *again = arena_alloc(a, s->size_bytes);
	struct fault f;

	must(fields_decode(a, json, strlen(json), s, STORED, again, &f) == OK);
	must(strcmp(fields_encode(a, s, again), json) == 0);
}

void
bodies_check(struct arena *a, const char *json, size_t length, const struct shape *s,
    enum decode_mode mode)
{
	void *object = arena_alloc(a, s->size_bytes);
	struct fault f = { 0 };
	enum status st = fields_decode(a, json, length, s, mode, object, &f);

	if (st == OK)
		check_again(a, s, object);
	else
		must((st == INVALID || st == BROKEN) && f.count > 0
		    && text_is_utf8(fault_english(a, &f), strlen(fault_english(a, &f))));
}
