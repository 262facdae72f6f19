/*
 * profiles.h - /api/v2/self-service-profiles and their custom text
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef API_PROFILES_H
#define API_PROFILES_H

#include "api/operation.h"
#include "http/exchange.h"

enum status	 profiles_list(struct exchange *x);
enum status	 profiles_create(struct exchange *x);
enum status	 profiles_get(struct exchange *x);
enum status	 profiles_update(struct exchange *x);
enum status	 profiles_delete(struct exchange *x);

enum status	 custom_text_get(struct exchange *x);
enum status	 custom_text_set(struct exchange *x);

extern const struct operation
		 profiles_list_operation,
		 profiles_create_operation,
		 profiles_get_operation,
		 profiles_update_operation,
		 profiles_delete_operation,
		 custom_text_get_operation,
		 custom_text_set_operation;

#endif
