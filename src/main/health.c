/* SPDX-License-Identifier: Apache-2.0 */
#include "main/health.h"

#include "store/store.h"

enum status
health_show(struct exchange *x)
{
	struct rows r;
	enum status st = store_query(x->store, x->arena, Q_HEALTH, NULL, &r, &x->fault);

	response_text(x->response, st == OK ? 200 : 503, "text/plain; charset=utf-8",
	    st == OK ? "ok\n" : "no database\n");
	return OK;
}
