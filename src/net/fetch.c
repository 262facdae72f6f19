/* SPDX-License-Identifier: Apache-2.0 */
#include "net/fetch.h"

#include <unistd.h>

#include "base/sentence.h"
#include "net/journey.h"

static const char unreadable[] = ENGLISH_("fetch_ca: %s cannot be read");

enum status
fetcher_new(const struct fetch_settings *settings, struct fetcher **out, struct fault *f)
{
	struct arena *a = arena_new();
	struct fetcher *fr = arena_alloc(a, sizeof(*fr));
	enum status st = places_parse(a, "fetch_allow", settings->allow, &fr->allow, f);

	fr->arena = a;
	fr->ca_file = arena_text(a, settings->ca_file);
	if (st == OK)
		st = places_parse(a, "fetch_refuse", settings->refuse, &fr->refuse, f);
	if (st == OK)
		st = ports_parse(a, settings->ports, &fr->ports, f);
	if (st == OK && fr->ca_file[0] != '\0' && access(fr->ca_file, R_OK) != 0)
		st = fail(f, INVALID, unreadable, fr->ca_file);
	if (st == OK && curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK)
		st = fail_broken(f);
	if (st == OK)
		*out = fr;
	else
		arena_free(a);
	return st;
}

void
fetcher_free(struct fetcher *fr)
{
	curl_global_cleanup();
	arena_free(fr->arena);
}

enum status
fetch(struct fetcher *fr, struct arena *a, const char *url, const struct fetch_kind *kind,
    struct fetched *out, struct fault *f)
{
	const struct fetch_request request = { .url = url, .kind = kind };
	struct journey *j;
	bool goes_on = true;
	enum status st = journey_begin(fr, a, &request, &j, f);

	while (st == OK && goes_on)
		st = journey_hop_done(j, curl_easy_perform(journey_curl(j)), &goes_on, f);
	if (st == OK)
		*out = journey_fetched(j);
	return st;
}
