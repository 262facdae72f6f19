/* SPDX-License-Identifier: Apache-2.0 */
#include "model/tenant/metadata.h"

static const struct field value = { .type = FIELD_TEXT, .rules = NULLABLE, .max = 255 };

const struct shape metadata_shape = {
	.size_bytes = sizeof(struct verbatim), .given_offset = offsetof(struct verbatim, given),
	.rest = &value, .max_properties = 10, .name_max = 255,
};
