/* SPDX-License-Identifier: Apache-2.0 */
#include "base/settings.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/sentence.h"
#include "base/text.h"

struct setting {
	const char	*name;
	const char	*environment;
	const char	*fallback;
	size_t		 offset;
	long		 min, max;	/* both 0: a text */
	const char	*meaning;
};

static const struct setting table[] = {
	{ "database", "POSTERN_DATABASE", "dbname=postern", offsetof(struct settings, database), 0, 0,
	    "libpq connection string, which can name several hosts" },
	{ "socket", "POSTERN_SOCKET", "/run/postern/web.sock", offsetof(struct settings, socket), 0, 0,
	    "Unix socket that postern-web creates for nginx" },
	{ "socket_group", "POSTERN_SOCKET_GROUP", "", offsetof(struct settings, socket_group), 0, 0,
	    "group that can use the socket, which is nginx's; empty: the group of the process" },
	{ "workers", "POSTERN_WORKERS", "4", offsetof(struct settings, workers), 1, 512,
	    "web worker processes; each serves one request at a time" },
	{ "session_idle_minutes", "POSTERN_SESSION_IDLE_MINUTES", "0",
	    offsetof(struct settings, session_idle_minutes), 0, 300,
	    "minutes of inactivity after which a session of the assistant ends; going on then takes one "
	    "more use of the link; 0: sessions end only with their ticket" },
	{ "login_wait_ms", "POSTERN_LOGIN_WAIT_MS", "1500", offsetof(struct settings, login_wait_ms), 0,
	    5000, "milliseconds that a web worker waits for the outcome of a login, if at most half of "
	    "the workers do; after that, the page waits" },
	{ "api_rate", "POSTERN_API_RATE", "100", offsetof(struct settings, api_rate), 1, 1000000,
	    "calls per second that each client can make to the Management API in the long run" },
	{ "api_burst", "POSTERN_API_BURST", "500", offsetof(struct settings, api_burst), 1, 1000000,
	    "calls that a client can make all at once, and again after api_burst / api_rate seconds" },
	{ "job_workers", "POSTERN_JOB_WORKERS", "4", offsetof(struct settings, job_workers), 1, 64,
	    "worker processes for lookups, fetches and other jobs; each does one job at a time" },
	{ "login_workers", "POSTERN_LOGIN_WORKERS", "2", offsetof(struct settings, login_workers), 1, 64,
	    "worker processes that verify logins; each has up to 100 in hand while their providers answer" },
	{ "login_claims_days", "POSTERN_LOGIN_CLAIMS_DAYS", "7",
	    offsetof(struct settings, login_claims_days), 1, 365,
	    "days after which the claims and the profile of a login are deleted" },
	{ "worker_mib", "POSTERN_WORKER_MIB", "32", offsetof(struct settings, worker_mib), 1, 65536,
	    "private memory, in MiB, at which a worker of either kind finishes its request or job and is "
	    "replaced by a new one" },
	{ "templates", "POSTERN_TEMPLATES", TEMPLATES_DIR, offsetof(struct settings, templates), 0, 0,
	    "folder of the page templates" },
	{ "languages", "POSTERN_LANGUAGES", LANGUAGES_DIR, offsetof(struct settings, languages), 0, 0,
	    "folder with a folder for each language of the pages other than English" },
	{ "fetch_allow", "POSTERN_FETCH_ALLOW", "", offsetof(struct settings, fetch_allow), 0, 0,
	    "host names and networks (10.1.0.0/16), separated by spaces, that outgoing fetches can "
	    "reach although their addresses are private or belong to this machine; also lets lookups "
	    "ask name servers in these networks" },
	{ "fetch_refuse", "POSTERN_FETCH_REFUSE", "", offsetof(struct settings, fetch_refuse), 0, 0,
	    "host names and networks that outgoing fetches never reach, such as this machine's public "
	    "address behind a router that translates it; overrides fetch_allow" },
	{ "fetch_ports", "POSTERN_FETCH_PORTS", "443", offsetof(struct settings, fetch_ports), 0, 0,
	    "ports that outgoing fetches can connect to, separated by spaces; 8000-8999 is a range" },
	{ "fetch_ca", "POSTERN_FETCH_CA", "", offsetof(struct settings, fetch_ca), 0, 0,
	    "PEM file of certificate authorities that outgoing fetches trust instead of the system's" },
	{ "dns_resolver", "POSTERN_DNS_RESOLVER", "", offsetof(struct settings, dns_resolver), 0, 0,
	    "addresses of resolvers (192.0.2.53 or 192.0.2.53@5353), separated by spaces; reports show "
	    "their answers, which decide if port 53 is closed; empty: those of /etc/resolv.conf" },
	{ "dns_root", "POSTERN_DNS_ROOT", "", offsetof(struct settings, dns_root), 0, 0,
	    "addresses of the name servers where lookups start; empty: the root of the internet" },
	{ "dns_anchor", "POSTERN_DNS_ANCHOR", "/usr/share/dns/root.key",
	    offsetof(struct settings, dns_anchor), 0, 0,
	    "file with the DNSSEC keys of that root; empty: signatures are not checked" },
	{ "seal_public_key", "POSTERN_SEAL_PUBLIC_KEY", SEAL_DIR "/seal.pub",
	    offsetof(struct settings, seal_public_key), 0, 0,
	    "file with the public key that secrets are sealed to; postern-web and postern-jobs read it "
	    "each time they seal one" },
	{ "seal_secret_key", "POSTERN_SEAL_SECRET_KEY", SEAL_DIR "/seal.key",
	    offsetof(struct settings, seal_secret_key), 0, 0,
	    "file with the key that opens them; only postern-jobs may read it" },
};

enum { SETTINGS = sizeof(table) / sizeof(table[0]) };

static enum status
set(struct arena *a, struct settings *out, const struct setting *s, const char *value,
    struct fault *f)
{
	void *member = (char *)out + s->offset;

	if (s->max == 0)
		*(const char **)member = arena_text(a, value);
	else if (!text_to_long(value, s->min, s->max, member))
		return fail(f, INVALID, "%s must be a number from %ld to %ld, not \"%s\"", s->name,
		    s->min, s->max, value);
	return OK;
}

static const struct setting *
find(const char *name)
{
	size_t i;

	for (i = 0; i < SETTINGS; i++)
		if (text_is(table[i].name, name))
			return &table[i];
	return NULL;
}

static enum status
take_line(struct arena *a, const char *line, struct settings *out, struct fault *f)
{
	const char *text = text_trim(a, line), *equals = strchr(text, '=');
	const struct setting *s;
	char *name;

	if (text[0] == '\0' || text[0] == '#' || text[0] == ';' || text_is(text, "[postern]"))
		return OK;
	if (equals == NULL || strchr(" \t", line[0]) != NULL)
		return fail(f, INVALID, "not \"name = value\"");
	name = text_trim(a, arena_copy(a, text, (size_t)(equals - text)));
	s = find(name);
	if (s == NULL)
		return fail(f, INVALID, "unknown setting \"%s\"", name);
	return set(a, out, s, text_trim(a, equals + 1), f);
}

static enum status
read_lines(struct arena *a, const char *path, FILE *file, struct settings *out, struct fault *f)
{
	struct fault inner;
	enum status st = OK;
	char *line = NULL;
	size_t size = 0, number = 0;

	while (st == OK && getline(&line, &size, file) >= 0) {
		number++;
		st = take_line(a, line, out, &inner);
	}
	free(line);
	if (st != OK)
		return fail(f, st, "%s, line %zu: %s", path, number, fault_english(a, &inner));
	return ferror(file) ? fail(f, INVALID, "%s cannot be read", path) : OK;
}

static enum status
load_file(struct arena *a, const char *path, struct settings *out, struct fault *f)
{
	enum status st;
	FILE *file;

	if (path == NULL)
		path = getenv("POSTERN_CONFIG");
	if (path == NULL && access(CONFIG_FILE, F_OK) != 0)
		return OK;
	if (path == NULL)
		path = CONFIG_FILE;
	file = fopen(path, "r");
	if (file == NULL)
		return fail(f, INVALID, "%s cannot be read: %s", path, strerror(errno));
	st = read_lines(a, path, file, out, f);
	fclose(file);
	return st;
}

enum status
settings_load(struct arena *a, const char *path, struct settings *out, struct fault *f)
{
	struct settings s = { 0 };
	enum status st = OK;
	const char *value;
	size_t i;

	for (i = 0; i < SETTINGS && st == OK; i++)
		st = set(a, &s, &table[i], table[i].fallback, f);
	if (st == OK)
		st = load_file(a, path, &s, f);
	for (i = 0; i < SETTINGS && st == OK; i++) {
		value = getenv(table[i].environment);
		if (value != NULL)
			st = set(a, &s, &table[i], value, f);
	}
	if (st == OK)
		*out = s;
	return st;
}

void
settings_print(FILE *to)
{
	size_t i;

	for (i = 0; i < SETTINGS; i++)
		fprintf(to, "%s (environment: %s, default: %s)\n    %s\n", table[i].name,
		    table[i].environment, table[i].fallback[0] == '\0' ? "empty" : table[i].fallback,
		    table[i].meaning);
}
