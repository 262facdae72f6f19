/* SPDX-License-Identifier: Apache-2.0 */
#include "base/settings.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/text.h"
#include "test.h"

static const char *const names[] = { "POSTERN_CONFIG", "POSTERN_DATABASE", "POSTERN_SOCKET",
	"POSTERN_SOCKET_GROUP", "POSTERN_WORKERS", "POSTERN_JOB_WORKERS", "POSTERN_WORKER_MIB", "POSTERN_TEMPLATES", "POSTERN_FETCH_ALLOW",
	"POSTERN_FETCH_CA", "POSTERN_API_RATE", "POSTERN_API_BURST" };

static void
clear_environment(void)
{
	size_t i;

	for (i = 0; i < COUNT(names); i++)
		unsetenv(names[i]);
}

static enum status
load_text(struct arena *a, const char *text, struct settings *out, struct fault *f)
{
	char path[] = "/tmp/postern-settings-XXXXXX";
	int file = mkstemp(path);
	enum status st;

	assert_true(file >= 0);
	assert_int_equal(write(file, text, strlen(text)), strlen(text));
	close(file);
	st = settings_load(a, path, out, f);
	unlink(path);
	return st;
}

TEST(settings_have_defaults)
{
	struct arena *a = arena_new();
	struct settings s;
	struct fault f;

	clear_environment();
	CHECK(load_text(a, "", &s, &f) == OK, "%s", said(&f));
	assert_string_equal(s.database, "dbname=postern");
	assert_string_equal(s.socket, "/run/postern/web.sock");
	assert_string_equal(s.socket_group, "");
	assert_int_equal(s.workers, 4);
	assert_int_equal(s.api_rate, 100);
	assert_int_equal(s.api_burst, 500);
	assert_int_equal(s.job_workers, 4);
	assert_int_equal(s.login_workers, 2);
	assert_int_equal(s.login_claims_days, 7);
	assert_int_equal(s.worker_mib, 32);
	assert_string_equal(s.fetch_allow, "");
	assert_string_equal(s.fetch_ca, "");
	assert_true(s.templates[0] == '/');
	arena_free(a);
}

TEST(settings_come_from_the_file)
{
	struct arena *a = arena_new();
	struct settings s;
	struct fault f;

	clear_environment();
	CHECK(load_text(a, "# a comment\n; another\n\n[postern]\nworkers = 12\n"
	    "database=host=db1,db2 dbname=p\n  # indented\n"
	    "fetch_allow = a.example 10.0.0.0/8\n", &s, &f) == OK, "%s", said(&f));
	assert_int_equal(s.workers, 12);
	assert_string_equal(s.database, "host=db1,db2 dbname=p");
	assert_string_equal(s.fetch_allow, "a.example 10.0.0.0/8");
	assert_string_equal(s.socket, "/run/postern/web.sock");
	arena_free(a);
}

TEST(settings_of_the_environment_win)
{
	struct arena *a = arena_new();
	struct settings s;
	struct fault f;

	clear_environment();
	setenv("POSTERN_WORKERS", "7", 1);
	setenv("POSTERN_DATABASE", "dbname=other", 1);
	CHECK(load_text(a, "[postern]\nworkers = 3\nsocket = /tmp/s\n", &s, &f) == OK, "%s",
	    said(&f));
	assert_int_equal(s.workers, 7);
	assert_string_equal(s.database, "dbname=other");
	assert_string_equal(s.socket, "/tmp/s");
	setenv("POSTERN_WORKERS", "0", 1);
	assert_int_equal(load_text(a, "", &s, &f), INVALID);
	assert_non_null(strstr(said(&f),
	    "workers must be a number from 1 to 512, not \"0\""));
	clear_environment();
	arena_free(a);
}

TEST(settings_name_the_line_that_is_wrong)
{
	static const struct {
		const char *text, *sentence;
	} rows[] = {
		{ "[postern]\nworker = 3\n", "line 2: unknown setting \"worker\"" },
		{ "workers = 3\n[web]\n", "line 2: not \"name = value\"" },
		{ "= 3\n", "line 1: unknown setting \"\"" },
		{ "POSTERN_WORKERS = 3\n", "line 1: unknown setting \"POSTERN_WORKERS\"" },
		{ "[postern]\n\n# x\nworkers = many\n",
		    "line 4: workers must be a number from 1 to 512, not \"many\"" },
		{ "[postern]\nworkers =\n", "line 2: workers must be a number" },
		{ "[postern]\nworkers = 0\n", "line 2: workers must be a number" },
		{ "[postern]\nworkers = 513\n", "not \"513\"" },
		{ "[postern]\nworkers = 4 4\n", "not \"4 4\"" },
		{ "workers = 4 # four\n", "line 1: workers must be a number" },
		{ "[postern]\nworkers = 99999999999999999999\n", "line 2: workers" },
		{ "[postern]\nworkers = 3\nsocket\n", "line 3: not \"name = value\"" },
		{ "[postern\nworkers = 3\n", "line 1: not \"name = value\"" },
		{ "[postern]\nworkers = x\nfoo = 1\n", "line 2: workers" },
		{ "workers = 3\n socket = /tmp/s\n", "line 2: not \"name = value\"" },
		{ "\tworkers = 3\n", "line 1: not \"name = value\"" },
	};
	struct arena *a = arena_new();
	struct settings s = { .workers = 99 };
	struct fault f;
	size_t i;

	clear_environment();
	for (i = 0; i < COUNT(rows); i++) {
		CHECK(load_text(a, rows[i].text, &s, &f) == INVALID, "row %zu", i);
		CHECK(strstr(said(&f), rows[i].sentence) != NULL, "row %zu: %s", i,
		    said(&f));
	}
	assert_int_equal(s.workers, 99);
	arena_free(a);
}

TEST(settings_name_the_first_of_two_wrong_lines)
{
	struct arena *a = arena_new();
	struct settings s;
	struct fault f;

	clear_environment();
	assert_int_equal(load_text(a, "[postern]\nsocket\nworkers = 3\nworker = 3\n", &s, &f),
	    INVALID);
	CHECK(strstr(said(&f), "line 2: not \"name = value\"") != NULL, "%s", said(&f));
	arena_free(a);
}

TEST(settings_keep_what_stands_in_a_value)
{
	struct arena *a = arena_new();
	struct settings s;
	struct fault f;

	clear_environment();
	CHECK(load_text(a, "database = host=a password='x#y;z' \nsocket=\nworkers=5", &s, &f) == OK,
	    "%s", said(&f));
	assert_string_equal(s.database, "host=a password='x#y;z'");
	assert_string_equal(s.socket, "");
	assert_int_equal(s.workers, 5);
	arena_free(a);
}

TEST(settings_named_twice_take_the_last)
{
	struct arena *a = arena_new();
	struct settings s;
	struct fault f;

	clear_environment();
	CHECK(load_text(a, "workers = 5\nworkers = 6\n", &s, &f) == OK, "%s", said(&f));
	assert_int_equal(s.workers, 6);
	arena_free(a);
}

TEST(settings_may_be_long)
{
	struct arena *a = arena_new();
	struct settings s;
	struct fault f;
	char *hosts = arena_print(a, "host=%0150d,%0150d dbname=p", 1, 2);

	clear_environment();
	CHECK(load_text(a, arena_print(a, "[postern]\ndatabase = %s\n", hosts), &s, &f) == OK,
	    "%s", said(&f));
	assert_string_equal(s.database, hosts);
	arena_free(a);
}

/* A continuation is refused, so that part of a value cannot vanish. */
TEST(settings_have_one_line_each)
{
	struct arena *a = arena_new();
	struct settings s;
	struct fault f;

	clear_environment();
	assert_int_equal(load_text(a, "[postern]\nfetch_allow = a.example\n  b.example\n", &s, &f),
	    INVALID);
	CHECK(strstr(said(&f), "line 3: not \"name = value\"") != NULL, "%s", said(&f));
	arena_free(a);
}

TEST(settings_file_must_be_readable_when_named)
{
	struct arena *a = arena_new();
	struct settings s;
	struct fault f;

	clear_environment();
	assert_int_equal(settings_load(a, "/nonexistent/postern.conf", &s, &f), INVALID);
	assert_string_equal(said(&f),
	    "/nonexistent/postern.conf cannot be read: No such file or directory");
	setenv("POSTERN_CONFIG", "/nonexistent/other.conf", 1);
	assert_int_equal(settings_load(a, NULL, &s, &f), INVALID);
	assert_string_equal(said(&f),
	    "/nonexistent/other.conf cannot be read: No such file or directory");
	clear_environment();
	arena_free(a);
}

TEST(settings_file_must_not_be_a_folder)
{
	struct arena *a = arena_new();
	struct settings s;
	struct fault f;

	clear_environment();
	assert_int_equal(settings_load(a, "/tmp", &s, &f), INVALID);
	arena_free(a);
}

TEST(settings_print_every_name_and_variable)
{
	char *text = NULL;
	size_t size = 0, i;
	FILE *to = open_memstream(&text, &size);

	assert_non_null(to);
	settings_print(to);
	fclose(to);
	for (i = 1; i < COUNT(names); i++)
		CHECK(strstr(text, names[i]) != NULL, "%s is not printed", names[i]);
	free(text);
}
