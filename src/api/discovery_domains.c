/* SPDX-License-Identifier: Apache-2.0 */
#include "api/discovery_domains.h"

#include "actions/discovery_domain.h"
#include "api/body.h"
#include "api/list.h"
#include "base/domain_name.h"

static const struct field answer_fields[] = { LIST_ITEMS("domains", &discovery_domain_shape),
	LIST_NEXT };
static const struct shape answer_shape = SHAPE(struct list_answer, answer_fields);
static const struct list_kind kind = { &discovery_domain_shape, &answer_shape, LIST_BY_CURSOR,
	.id_offset = offsetof(struct discovery_domain, id) };

static struct domain_key
key_of(const struct exchange *x, const char *domain_id)
{
	return (struct domain_key){ x->parts[0], domain_id };
}

enum status
discovery_domains_list(struct exchange *x)
{
	struct cursor_query q = { 0 };
	struct domain_key key = key_of(x, NULL);
	struct list l;
	enum status st = query_decode(x, &cursor_query_shape, &q);

	if (st == OK)
		st = list_begin(x, &kind, &q.paging, &l);
	if (st == OK)
		st = discovery_domain_list(&x->act, &key, &l.slice, NULL);
	return st == OK ? list_end(&l) : st;
}

static enum status
send_domain(struct exchange *x, enum status st, int code, const struct discovery_domain *d)
{
	return st == OK ? body_send(x, code, &discovery_domain_shape, d) : st;
}

enum status
discovery_domains_add(struct exchange *x)
{
	struct discovery_domain wanted = { 0 }, made;
	struct domain_key key = key_of(x, NULL);
	enum status st = body_decode(x, &discovery_domain_shape, CREATING, &wanted);

	if (st == OK)
		st = add_discovery_domain(&x->act, &key, &wanted, &made);
	return send_domain(x, st, 201, &made);
}

enum status
discovery_domains_get(struct exchange *x)
{
	struct discovery_domain d;
	struct domain_key key = key_of(x, x->parts[1]);
	enum status st = discovery_domain_load(&x->act, &key, &d);

	return send_domain(x, st, 200, &d);
}

/* A text that is not a domain name is not found, as "" is no organization's domain. */
enum status
discovery_domains_find(struct exchange *x)
{
	struct discovery_domain d;
	struct domain_key key = key_of(x, NULL);
	const char *name = domain_name_clean(x->arena, x->parts[1]);
	enum status st = discovery_domain_find(&x->act, &key, name == NULL ? "" : name, &d);

	return send_domain(x, st, 200, &d);
}

enum status
discovery_domains_update(struct exchange *x)
{
	struct discovery_domain change = { 0 }, changed;
	struct domain_key key = key_of(x, x->parts[1]);
	enum status st = body_decode(x, &discovery_domain_shape, PATCHING, &change);

	if (st == OK)
		st = change_discovery_domain(&x->act, &key, &change, &changed);
	return send_domain(x, st, 200, &changed);
}

enum status
discovery_domains_delete(struct exchange *x)
{
	struct domain_key key = key_of(x, x->parts[1]);
	enum status st = remove_discovery_domain(&x->act, &key);

	if (st == OK)
		response_empty(x->response, 204);
	return st;
}

/* --- for the description of the API --- */

const struct operation discovery_domains_list_operation = {
	.summary = "List the discovery domains of an organization", .query = &cursor_query_shape,
	.answer = &answer_shape, .code = 200,
};
const struct operation discovery_domains_add_operation = {
	.summary = "Add a discovery domain", .body = &discovery_domain_shape,
	.answer = &discovery_domain_shape, .code = 201,
};
const struct operation discovery_domains_get_operation = {
	.summary = "Get a discovery domain", .answer = &discovery_domain_shape, .code = 200,
};
const struct operation discovery_domains_find_operation = {
	.summary = "Get a discovery domain by its name", .answer = &discovery_domain_shape,
	.code = 200,
};
const struct operation discovery_domains_update_operation = {
	.summary = "Change a discovery domain", .body = &discovery_domain_shape,
	.is_patch = true, .answer = &discovery_domain_shape, .code = 200,
};
const struct operation discovery_domains_delete_operation = {
	.summary = "Remove a discovery domain", .code = 204,
};
