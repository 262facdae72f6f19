/*
 * sealed_options.h - the options that a program sent, with their secrets sealed
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef ACTIONS_SEALED_OPTIONS_H
#define ACTIONS_SEALED_OPTIONS_H

#include "base/fields.h"

/* *sealed: JSON, each secret by the name of its option, null where it is to go
 * ("" and null).  A secret opens for the subject "NAME TENANT CONNECTION".
 * INVALID: a private key stands where none belongs. */
MUST_USE enum status
	 sealed_options(struct arena *a, const char *seal_key, const char *tenant_id,
	    const char *connection_id, const char *options, const char **rest,
	    const char **sealed, struct fault *f);

#endif
