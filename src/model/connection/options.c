/* SPDX-License-Identifier: Apache-2.0 */
#include "model/connection/options.h"

#include <string.h>

#include "base/private_key.h"
#include "model/provider/options_rows.h"

static enum status
refuse_private_key(const char *bytes, size_t length, struct fault *f)
{
	enum status st = private_key_refuse(bytes, length, f);

	if (st != OK)
		fault_code(f, "invalid_body");
	return st;
}

static enum status
check_certificate(const char *text, struct fault *f)
{
	return text == NULL ? OK : refuse_private_key(text, strlen(text), f);
}

static enum status
check_values(const struct checked_options *o, struct fault *f)
{
	enum status st = check_certificate(o->signing_certificate, f);

	if (st == OK)
		st = check_certificate(o->certificate, f);
	if (st == OK && o->federation_metadata != NULL
	    && strlen(o->federation_metadata) > FEDERATION_METADATA_MAX_BYTES)
		return fail_code(f, INVALID, "invalid_body", FEDERATION_METADATA_TOO_LARGE);
	return st;
}

enum status
connection_options_check(struct arena *a, const struct provider *p, const char *body,
    enum decode_mode mode, struct fault *f)
{
	struct wanted {
		struct given		 given;
		struct checked_options	*options;
	} wanted = { 0 };
	const struct field row = { "options", FIELD_OBJECT, NULLABLE, offsetof(struct wanted, options),
		.shape = p->options };
	const struct shape shape = { .fields = &row, .count = 1, .size_bytes = sizeof(wanted),
		.rest = &field_any };
	enum status st = fields_decode(a, body, strlen(body), &shape, mode, &wanted, f);

	return st != OK || wanted.options == NULL ? st : check_values(wanted.options, f);
}

const char *
connection_defaults(struct arena *a, const struct provider *p, const char *options)
{
	return p->sign_in_option == NULL ? p->defaults : fields_with_text(a, p->defaults,
	    "signInEndpoint", fields_value(a, options, p->sign_in_option).text);
}

enum status
connection_options_part(struct arena *a, const char *options, struct objects *secrets,
    const char **rest, struct fault *f)
{
	*secrets = fields_part(a, &secret_options, options, rest);
	return refuse_private_key(*rest, strlen(*rest), f);
}
