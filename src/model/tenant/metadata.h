/*
 * metadata.h - the tenant's own notes on a thing: up to ten names, each with a text
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODEL_TENANT_METADATA_H
#define MODEL_TENANT_METADATA_H

#include "base/fields.h"

/* For struct verbatim; a value may be null. */
extern const struct shape	metadata_shape;

#endif
