/* SPDX-License-Identifier: Apache-2.0 */
#include "main/health.h"

#include "store/store.h"
#include "web/assistant/door.h"

/* Answers 200 "ok" after a round trip to the database, or 503. */
static enum status
show(struct exchange *x)
{
	struct rows r;
	enum status st = store_query(&x->act, Q_HEALTH, NULL, &r);

	response_text(x->response, st == OK ? 200 : 503, "text/plain; charset=utf-8",
	    st == OK ? "ok\n" : "no database\n");
	return OK;
}

static const struct route routes[] = {
	{ GET, "/healthz", show },
};

static const struct route *
route(size_t index)
{
	return index < sizeof(routes) / sizeof(routes[0]) ? &routes[index] : NULL;
}

static const char *
guests(struct arena *a, size_t index)
{
	(void)a;
	(void)index;
	return "anyone";
}

static enum status
enter(struct exchange *x, size_t index)
{
	(void)x;
	(void)index;
	return OK;
}

const struct door health_door = {
	.name = "health",
	.prefixes = { "/healthz" },
	.route = route,
	.guests = guests,
	.enter = enter,
	.refuse = assistant_refuse,
};
