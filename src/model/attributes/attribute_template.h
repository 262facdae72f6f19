/*
 * attribute_template.h - the user attribute profile to start from
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODEL_ATTRIBUTES_ATTRIBUTE_TEMPLATE_H
#define MODEL_ATTRIBUTES_ATTRIBUTE_TEMPLATE_H

#define ATTRIBUTE_TEMPLATE_ID "auth0-generic"

/* As the API serves it, compact JSON: {id, display_name, template}, of which
 * template is the body of a request.  Made of attribute_template.json. */
extern const char	attribute_template[];

#endif
