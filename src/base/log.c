/* SPDX-License-Identifier: Apache-2.0 */
#include "base/log.h"

#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/sentence.h"

enum { LINE_BYTES = 4096 };

static struct {
	const char	*process;
	char		 request[64];
} log_state = { .process = "postern" };

struct line {
	char	text[LINE_BYTES];
	size_t	length;
};

void
log_open(const char *process)
{
	log_state.process = process;
	signal(SIGPIPE, SIG_IGN);
}

void
log_request(const char *id)
{
	snprintf(log_state.request, sizeof(log_state.request), "%s", id == NULL ? "" : id);
}

/* Text that does not fit is cut, so that a line stays one write and valid JSON. */
static void
add(struct line *l, const char *text)
{
	size_t room = sizeof(l->text) - l->length - 8, length = strlen(text);

	if (length > room)
		return;
	memcpy(l->text + l->length, text, length);
	l->length += length;
}

static void
add_escaped(struct line *l, unsigned char c)
{
	char piece[8];

	if (c == '"' || c == '\\')
		snprintf(piece, sizeof(piece), "\\%c", c);
	else
		snprintf(piece, sizeof(piece), "\\u%04x", c < 0x7F ? c : '?');
	add(l, piece);
}

static bool
is_plain(char c)
{
	return c >= 0x20 && c < 0x7F && c != '"' && c != '\\';
}

static void
add_string(struct line *l, const char *text)
{
	add(l, "\"");
	for (; *text != '\0' && l->length < LINE_BYTES - 64; text++) {
		if (is_plain(*text))
			l->text[l->length++] = *text;
		else
			add_escaped(l, (unsigned char)*text);
	}
	add(l, "\"");
}

static void
add_pair(struct line *l, const char *key, const char *value)
{
	if (value == NULL || l->length > LINE_BYTES - 512)
		return;
	add(l, l->length == 0 ? "{" : ",");
	add_string(l, key);
	add(l, ":");
	add_string(l, value);
}

static void
write_line(struct line *l)
{
	ssize_t lost;

	l->text[l->length++] = '}';
	l->text[l->length++] = '\n';
	lost = write(STDERR_FILENO, l->text, l->length);
	(void)lost;
}

void
log_line(enum log_level level, const char *message, ...)
{
	static const char *const levels[] = { "info", "warn", "error" };
	char now[MOMENT_BYTES], short_message[1024];
	struct line l;
	const char *key;
	va_list args;

	moment_write(clock_now(), now);
	snprintf(short_message, sizeof(short_message), "%s", message);
	l.length = 0;
	add_pair(&l, "time", now);
	add_pair(&l, "level", levels[level]);
	add_pair(&l, "process", log_state.process);
	add_pair(&l, "request_id", log_state.request[0] == '\0' ? NULL : log_state.request);
	add_pair(&l, "message", short_message);
	va_start(args, message);
	for (key = va_arg(args, const char *); key != NULL; key = va_arg(args, const char *))
		add_pair(&l, key, va_arg(args, const char *));
	va_end(args);
	write_line(&l);
}

void
log_fault(enum log_level level, const struct fault *f)
{
	struct arena *a = arena_new();

	log_line(level, fault_english(a, f), NULL);
	arena_free(a);
}
