/*
 * user_attribute.h - an attribute that a self-service profile asks for by its name
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODEL_ATTRIBUTES_USER_ATTRIBUTE_H
#define MODEL_ATTRIBUTES_USER_ATTRIBUTE_H

#include "base/fields.h"

struct user_attribute {
	struct given	 given;
	const char	*name;
	const char	*description;
	bool		 is_optional;
};

extern const struct shape	user_attribute_shape;

#endif
