/* SPDX-License-Identifier: Apache-2.0 */
#include "web/assistant/sp_metadata.h"

#include <string.h>

#include "base/text.h"
#include "http/form.h"
#include "model/connection.h"
#include "model/ticket.h"
#include "store/visit.h"

/* Tenant, domain and name are of letters, digits, hyphens, dots and colons:
 * nothing here needs escaping. */
static const char document[] =
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    "<md:EntityDescriptor xmlns:md=\"urn:oasis:names:tc:SAML:2.0:metadata\" entityID=\"%s\">\n"
    "  <md:SPSSODescriptor AuthnRequestsSigned=\"false\" WantAssertionsSigned=\"true\" "
    "protocolSupportEnumeration=\"urn:oasis:names:tc:SAML:2.0:protocol\">\n"
    "    <md:AssertionConsumerService Binding=\"urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST\" "
    "Location=\"%s\" index=\"0\" isDefault=\"true\"/>\n"
    "  </md:SPSSODescriptor>\n"
    "</md:EntityDescriptor>\n";

enum status
sp_metadata(struct exchange *x)
{
	const char *query = x->request->query, *name;
	struct form form;
	enum status st = form_parse(x->arena, query, strlen(query), &form, &x->fault);

	name = st == OK ? form_get(&form, "connection") : NULL;
	if (name == NULL || !is_connection_name(name))
		return fail(&x->fault, NOT_FOUND, "There is no such connection.");
	st = visit_load(x->store, x->arena, x->request->host, "", "", &x->visit, &x->fault);
	if (st != OK)
		return st;
	if (x->visit.tenant.id == NULL)
		return fail(&x->fault, NOT_FOUND, "There is no such connection.");
	response_text(x->response, 200, "application/samlmetadata+xml", arena_print(x->arena, document,
	    sp_entity_id(x->arena, x->visit.tenant.id, name),
	    acs_url(x->arena, x->visit.tenant.domain, name)));
	return OK;
}
