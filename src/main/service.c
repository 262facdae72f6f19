/* SPDX-License-Identifier: Apache-2.0 */
#include "main/service.h"

#include <sodium.h>
#include <stdlib.h>

#include "base/log.h"
#include "base/sentence.h"
#include "base/text.h"

int
service_refuse(const struct service *s, const struct fault *f)
{
	struct arena *a = arena_new();

	fprintf(stderr, "%s: %s\n", s->program, fault_english(a, f));
	arena_free(a);
	return 1;
}

int
service_main(const struct service *s, int argc, char **argv)
{
	struct settings settings;
	struct arena *a;
	struct fault f;
	int code;

	if ((argc != 1 && argc != 3) || (argc == 3 && !text_is(argv[1], "--config"))) {
		fprintf(stderr, "usage: %s [--config FILE]\n\n%s; \"postern settings\" lists the "
		    "settings.\n", s->program, s->about);
		return 2;
	}
	log_open(s->log_name);
	if (sodium_init() < 0)
		abort();
	a = arena_new();
	code = settings_load(a, argc == 3 ? argv[2] : NULL, &settings, &f) == OK
	    ? s->run(a, &settings) : service_refuse(s, &f);
	arena_free(a);
	return code;
}
