/*
 * wizard.h - how far the assistant got with a ticket
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODEL_WIZARD_H
#define MODEL_WIZARD_H

#include "model/provider.h"

struct wizard {
	long			 revision;	/* 0: nothing saved yet; up with every change */
	const struct provider	*provider;	/* NULL: not chosen */
};

#endif
