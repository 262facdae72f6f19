/*
 * delete_profile.h - a tenant removes a self-service profile
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef ACTIONS_DELETE_PROFILE_H
#define ACTIONS_DELETE_PROFILE_H

#include "store/store.h"

/* Revokes its tickets along.  OK also where there is none. */
MUST_USE enum status
	 delete_profile(const struct act *act, const char *id);

#endif
