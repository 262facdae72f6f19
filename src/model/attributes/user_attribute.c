/* SPDX-License-Identifier: Apache-2.0 */
#include "model/attributes/user_attribute.h"

static const struct field user_attribute_fields[] = {
	{ "name", FIELD_TEXT, REQUIRED, offsetof(struct user_attribute, name), .max = 255,
	    .about = "Identifier of this attribute." },
	{ "description", FIELD_TEXT, REQUIRED, offsetof(struct user_attribute, description),
	    .max = 255, .about = "Description of this attribute." },
	{ "is_optional", FIELD_BOOL, REQUIRED, offsetof(struct user_attribute, is_optional),
	    .about = "Determines if this attribute is required" },
};

const struct shape user_attribute_shape =
	SHAPE(struct user_attribute, user_attribute_fields);
