/* SPDX-License-Identifier: Apache-2.0 */
#include "base/log.h"

#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/text.h"
#include "test.h"

enum { CAPTURE_BYTES = 32 * 1024 };

static int kept_stderr = -1;

static void
redirect_stderr(int to)
{
	kept_stderr = dup(STDERR_FILENO);
	assert_true(kept_stderr >= 0);
	assert_int_equal(dup2(to, STDERR_FILENO), STDERR_FILENO);
}

static void
restore_stderr(void)
{
	dup2(kept_stderr, STDERR_FILENO);
	close(kept_stderr);
}

static int
capture(void)
{
	int ends[2];

	assert_int_equal(pipe(ends), 0);
	redirect_stderr(ends[1]);
	close(ends[1]);
	return ends[0];
}

/* The output since capture(). */
static char *
captured(struct arena *a, int from)
{
	char *text = arena_alloc(a, CAPTURE_BYTES);
	ssize_t count = 0, length = 0;

	restore_stderr();
	do {
		length += count;
		count = read(from, text + length, (size_t)(CAPTURE_BYTES - 1 - length));
	} while (count > 0);
	close(from);
	return text;
}

/* The line without its time, which must be one. */
static const char *
after_time(const char *line)
{
	static const char shape[] = "{\"time\":\"0000-00-00T00:00:00.000Z\",";
	size_t i;

	assert_true(strlen(line) > sizeof(shape));
	for (i = 0; shape[i] != '\0'; i++)
		CHECK(shape[i] == '0' ? strchr("0123456789", line[i]) != NULL :
		    line[i] == shape[i], "%s", line);
	return line + i;
}

TEST(log_line_is_json)
{
	struct arena *a = arena_new();
	int from = capture();
	char *text;

	log_open("postern-test");
	log_line(LOG_INFO, "served", "path", "/healthz", "left_out", NULL, "ms", "3", NULL);
	text = captured(a, from);
	assert_string_equal(after_time(text), "\"level\":\"info\",\"process\":\"postern-test\","
	    "\"message\":\"served\",\"path\":\"/healthz\",\"ms\":\"3\"}\n");
	arena_free(a);
}

TEST(log_line_carries_the_request)
{
	struct arena *a = arena_new();
	int from = capture();
	char *text;

	log_open("p");
	log_request("0123abcd");
	log_line(LOG_WARN, "one", NULL);
	log_request(NULL);
	log_line(LOG_ERROR, "two", NULL);
	text = captured(a, from);
	assert_non_null(strstr(text,
	    "\"level\":\"warn\",\"process\":\"p\",\"request_id\":\"0123abcd\","
	    "\"message\":\"one\"}\n"));
	assert_non_null(strstr(text,
	    "\"level\":\"error\",\"process\":\"p\",\"message\":\"two\"}\n"));
	arena_free(a);
}

TEST(log_line_escapes_what_would_break_it)
{
	struct arena *a = arena_new();
	int from = capture();
	char *text;

	log_open("p");
	log_line(LOG_INFO, "a\"b\\c\nd\te\x01\x1b\x7f", "k\"", "\xc3\xa9\xff</script>", NULL);
	text = captured(a, from);
	assert_non_null(strstr(text,
	    "\"message\":\"a\\\"b\\\\c\\u000ad\\u0009e\\u0001\\u001b\\u003f\",\"k\\\"\":\""));
	assert_true(text_is_printable(text));
	assert_non_null(strstr(text, "</script>\"}\n"));
	assert_true(strchr(text, '\n') == text + strlen(text) - 1);
	arena_free(a);
}

/* Quotes balance and nothing stands outside of them that JSON would not have
 * there: enough of a reader for lines of texts only. */
static bool
is_flat_json(const char *text)
{
	bool quoted = false;

	for (; *text != '\0' && *text != '\n'; text++) {
		if (quoted && *text == '\\')
			text++;
		else if (*text == '"')
			quoted = !quoted;
		else if (!quoted && strchr("{:,}", *text) == NULL)
			return false;
	}
	return !quoted && text_is(text, "\n") && text[-1] == '}';
}

TEST(log_line_cuts_what_is_too_long)
{
	static const char *const fillings[] = { "x", "\"", "\x01", "\xc3\xa9", "\\" };
	struct arena *a = arena_new();
	size_t i, length;
	char *text, *filling;
	int from;

	for (i = 0; i < COUNT(fillings); i++)
		for (length = 500; length < 9000; length += 97) {
			filling = arena_alloc(a, length + 3);
			while (strlen(filling) < length)
				strcat(filling, fillings[i]);
			from = capture();
			log_line(LOG_INFO, "long", "one", filling, filling, "two", "three",
			    filling, NULL);
			text = captured(a, from);
			CHECK(is_flat_json(text), "%zu of %s: %s", length, fillings[i], text);
			CHECK(strlen(text) <= 4096, "%zu bytes", strlen(text));
		}
	arena_free(a);
}

TEST(log_line_that_cannot_be_written_is_lost)
{
	int full = open("/dev/full", O_WRONLY);

	assert_true(full >= 0);
	redirect_stderr(full);
	close(full);
	log_line(LOG_ERROR, "lost", NULL);
	restore_stderr();

	redirect_stderr(STDERR_FILENO);
	close(STDERR_FILENO);
	log_line(LOG_ERROR, "lost", NULL);
	restore_stderr();
}

/* The reader of the pipe went away: the program must not go with it. */
TEST(log_line_outlives_its_reader)
{
	int ends[2], result;
	pid_t child;

	assert_int_equal(pipe(ends), 0);
	close(ends[0]);
	child = fork();
	assert_true(child >= 0);
	if (child == 0) {
		signal(SIGPIPE, SIG_DFL);
		dup2(ends[1], STDERR_FILENO);
		log_open("test");
		log_line(LOG_ERROR, "lost", NULL);
		_exit(0);
	}
	close(ends[1]);
	assert_int_equal(waitpid(child, &result, 0), child);
	CHECK(WIFEXITED(result), "ended by signal %d", WTERMSIG(result));
}
