/*
 * attribute_profiles.h - /api/v2/user-attribute-profiles and their templates
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef API_ATTRIBUTE_PROFILES_H
#define API_ATTRIBUTE_PROFILES_H

#include "api/operation.h"
#include "http/exchange.h"

enum status	 attribute_profiles_list(struct exchange *x);
enum status	 attribute_profiles_create(struct exchange *x);
enum status	 attribute_profiles_get(struct exchange *x);
enum status	 attribute_profiles_update(struct exchange *x);
enum status	 attribute_profiles_delete(struct exchange *x);

enum status	 attribute_templates_list(struct exchange *x);
enum status	 attribute_templates_get(struct exchange *x);

extern const struct operation
		 attribute_profiles_list_operation,
		 attribute_profiles_create_operation,
		 attribute_profiles_get_operation,
		 attribute_profiles_update_operation,
		 attribute_profiles_delete_operation,
		 attribute_templates_list_operation,
		 attribute_templates_get_operation;

#endif
