/* SPDX-License-Identifier: Apache-2.0 */
#include "http/waiting.h"

#include <sys/wait.h>
#include <unistd.h>

#include "test.h"

TEST(half_of_the_workers_may_wait)
{
	static const long crews[] = { 1, 2, 3, 4, 5, 512 };
	struct waiting *w;
	size_t i;
	long place;

	for (i = 0; i < COUNT(crews); i++) {
		w = waiting_new(crews[i]);
		for (place = 0; place < crews[i]; place++)
			CHECK(waiting_begin(w, place) == (place < crews[i] / 2), "%ld of %ld", place, crews[i]);
		waiting_free(w);
	}
	assert_false(waiting_begin(NULL, 0));
}

TEST(a_seat_is_given_back)
{
	struct waiting *w = waiting_new(2);

	assert_true(waiting_begin(w, 1));
	assert_false(waiting_begin(w, 0));
	waiting_end(w, 1);
	assert_true(waiting_begin(w, 0));
	waiting_free(w);
}

TEST(workers_and_supervisor_see_the_same_seats)
{
	struct waiting *w = waiting_new(2);
	pid_t worker = fork();

	if (worker == 0)
		_exit(waiting_begin(w, 1) ? 0 : 1);
	assert_true(worker > 0);
	assert_int_equal(waitpid(worker, NULL, 0), worker);
	assert_false(waiting_begin(w, 0));
	waiting_end(w, 1);
	assert_true(waiting_begin(w, 0));
	waiting_free(w);
}
