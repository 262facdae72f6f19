/*
 * remove_domain.h - an administrator takes a domain out again
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef ACTIONS_REMOVE_DOMAIN_H
#define ACTIONS_REMOVE_DOMAIN_H

#include "model/ticket/visit.h"
#include "store/store.h"

/* CONFLICT: the last verified one, where one is required.  NOT_FOUND. */
MUST_USE enum status
	 remove_domain(const struct act *act, const struct visit *v, const char *name);

#endif
