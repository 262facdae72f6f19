/*
 * waiting.h - how many workers wait at once
 *
 * A worker that waits for something outside of it serves nobody else meanwhile, so at most
 * half of them do.  Each has a seat, in memory that the supervisor shares; whoever finds none
 * free has the page wait instead.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef HTTP_WAITING_H
#define HTTP_WAITING_H

#include <stdbool.h>

struct waiting;

/* Made before the workers are forked. */
struct waiting	*waiting_new(long workers);
void		 waiting_free(struct waiting *w);
/* False: half of the workers wait already.  w NULL: nobody may wait. */
bool		 waiting_begin(struct waiting *w, long place);
/* Called by the worker, or by the supervisor when the worker of that place was killed. */
void		 waiting_end(struct waiting *w, long place);

#endif
