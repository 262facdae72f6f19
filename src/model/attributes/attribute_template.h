/*
 * attribute_template.h - the user attribute profile to start from
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODEL_ATTRIBUTES_ATTRIBUTE_TEMPLATE_H
#define MODEL_ATTRIBUTES_ATTRIBUTE_TEMPLATE_H

#define ATTRIBUTE_TEMPLATE_ID "auth0-generic"

/* Compact JSON, as the API serves it: {id, display_name, template}; template is the body
 * of a request.  It is generated from attribute_template.json. */
extern const char	attribute_template[];

#endif
