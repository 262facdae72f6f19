/* SPDX-License-Identifier: Apache-2.0 */
#include "http/fastcgi.h"

#include <errno.h>
#include <fcgiapp.h>
#include <grp.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

#include "base/log.h"
#include "base/text.h"

enum { BACKLOG = 511 };

struct fastcgi {
	struct outlet	outlet;		/* the first member */
	int		fd;
	FCGX_Request	request;
	bool		is_head;
};

static void write_part(struct outlet *o, const struct response *r, const char *bytes, size_t count);

static enum status
give_to_group(const char *path, const char *group, struct fault *f)
{
	const struct group *entry = group[0] == '\0' ? NULL : getgrnam(group);

	if (group[0] != '\0' && entry == NULL)
		return fail(f, INVALID, "there is no group \"%s\" (setting socket_group)", group);
	if (entry != NULL && chown(path, (uid_t)-1, entry->gr_gid) != 0)
		return fail(f, INVALID, "%s cannot be given to the group %s: %s", path, group,
		    strerror(errno));
	return chmod(path, 0660) == 0 ? OK : fail(f, INVALID, "%s: %s", path, strerror(errno));
}

enum status
fastcgi_listen(const char *path, const char *group, int *out, struct fault *f)
{
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	enum status st;
	int fd;

	if (strlen(path) >= sizeof(address.sun_path))
		return fail(f, INVALID, "%s: a socket's path has at most %zu bytes", path,
		    sizeof(address.sun_path) - 1);
	memcpy(address.sun_path, path, strlen(path) + 1);
	fd = socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	if ((unlink(path) != 0 && errno != ENOENT) || fd < 0
	    || bind(fd, (struct sockaddr *)&address, sizeof(address)) != 0
	    || listen(fd, BACKLOG) != 0)
		st = fail(f, INVALID, "%s: %s", path, strerror(errno));
	else
		st = give_to_group(path, group, f);
	if (st == OK)
		*out = fd;
	else if (fd >= 0)
		close(fd);
	return st;
}

struct fastcgi *
fastcgi_new(int fd)
{
	struct fastcgi *fcgi = calloc(1, sizeof(*fcgi));

	if (fcgi == NULL || FCGX_Init() != 0 || FCGX_InitRequest(&fcgi->request, fd, 0) != 0)
		abort();
	fcgi->fd = fd;
	fcgi->outlet.write = write_part;
	return fcgi;
}

void
fastcgi_free(struct fastcgi *fcgi)
{
	FCGX_Free(&fcgi->request, 1);
	free(fcgi);
}

/* While requests are waiting, ppoll delivers no signal; SIGTERM is pending then. */
static bool
is_told_to_end(void)
{
	sigset_t pending;

	sigpending(&pending);
	return sigismember(&pending, SIGTERM) == 1;
}

/* Pauses after a failure that may pass, such as a lack of file descriptors. */
static void
breathe(int result)
{
	struct timespec time = { .tv_nsec = 100 * 1000000L };

	log_line(LOG_ERROR, "a connection cannot be accepted", "detail", strerror(abs(result)), NULL);
	nanosleep(&time, NULL);
}

/* The socket does not block: when another worker was faster, accept returns EAGAIN
 * and we go back to waiting. */
bool
fastcgi_next(struct fastcgi *fcgi, const sigset_t *unblocked)
{
	struct pollfd listener = { .fd = fcgi->fd, .events = POLLIN };
	int result = -1;

	while (result != 0) {
		if (ppoll(&listener, 1, NULL, unblocked) < 0 || is_told_to_end())
			return false;
		result = FCGX_Accept_r(&fcgi->request);
		if (result != 0 && result != -EAGAIN)
			breathe(result);
	}
	return true;
}

/* NULL if it is absent, empty or not UTF-8. */
static const char *
parameter(const struct fastcgi *fcgi, struct arena *a, const char *name)
{
	const char *value = FCGX_GetParam(name, fcgi->request.envp);

	if (value == NULL || value[0] == '\0' || !text_is_utf8(value, strlen(value)))
		return NULL;
	return arena_text(a, value);
}

static const char *
parameter_or(const struct fastcgi *fcgi, struct arena *a, const char *name, const char *fallback)
{
	const char *value = parameter(fcgi, a, name);

	return value == NULL ? fallback : value;
}

/* The query is kept as it came; form_parse checks it when it decodes it. */
static const char *
query(const struct fastcgi *fcgi, struct arena *a)
{
	const char *value = FCGX_GetParam("QUERY_STRING", fcgi->request.envp);

	return value == NULL ? "" : arena_text(a, value);
}

static void
read_body(struct fastcgi *fcgi, struct arena *a, struct request *r)
{
	const char *announced = parameter(fcgi, a, "CONTENT_LENGTH");
	long length = 0;
	char *body;
	int got;

	r->body = "";
	if (announced == NULL)
		return;
	r->body_is_cut = !text_to_long(announced, 0, BODY_MAX_BYTES, &length);
	body = arena_alloc(a, (size_t)length + 1);
	got = FCGX_GetStr(body, (int)length, fcgi->request.in);
	r->body_is_cut = r->body_is_cut || got != length;
	r->body = body;
	r->body_bytes = got < 0 ? 0 : (size_t)got;
}

struct request *
fastcgi_read(struct fastcgi *fcgi, struct arena *a)
{
	struct request *r = arena_alloc(a, sizeof(*r));

	r->method_name = parameter_or(fcgi, a, "REQUEST_METHOD", "");
	r->method = method_parse(r->method_name);
	r->is_head = text_is(r->method_name, "HEAD");
	fcgi->is_head = r->is_head;
	r->path = parameter_or(fcgi, a, "DOCUMENT_URI", "");
	r->query = query(fcgi, a);
	r->host = host_normalize(a, parameter_or(fcgi, a, "HTTP_HOST", ""));
	r->address = address_normalize(a, parameter_or(fcgi, a, "REMOTE_ADDR", ""));
	r->id = parameter_or(fcgi, a, "REQUEST_ID", "");
	r->cookie = parameter(fcgi, a, "HTTP_COOKIE");
	r->content_type = parameter(fcgi, a, "CONTENT_TYPE");
	r->authorization = parameter(fcgi, a, "HTTP_AUTHORIZATION");
	r->accept_language = parameter(fcgi, a, "HTTP_ACCEPT_LANGUAGE");
	r->user_agent = parameter(fcgi, a, "HTTP_USER_AGENT");
	r->sec_fetch_site = parameter(fcgi, a, "HTTP_SEC_FETCH_SITE");
	r->origin = parameter(fcgi, a, "HTTP_ORIGIN");
	r->custom_domain = parameter(fcgi, a, "HTTP_AUTH0_CUSTOM_DOMAIN");
	read_body(fcgi, a, r);
	return r;
}

struct outlet *
fastcgi_outlet(struct fastcgi *fcgi)
{
	return &fcgi->outlet;
}

/* length: of the whole body; NULL: not known yet. */
static void
write_head(struct fastcgi *fcgi, const struct response *r, const size_t *length)
{
	size_t i;

	FCGX_FPrintF(fcgi->request.out, "Status: %d %s\r\n", r->code, http_reason(r->code));
	if (length != NULL)
		FCGX_FPrintF(fcgi->request.out, "Content-Length: %lu\r\n", (unsigned long)*length);
	for (i = 0; i < r->header_count; i++) {
		FCGX_PutS(r->headers[i].name, fcgi->request.out);
		FCGX_PutS(": ", fcgi->request.out);
		FCGX_PutS(r->headers[i].value, fcgi->request.out);
		FCGX_PutS("\r\n", fcgi->request.out);
	}
	FCGX_PutS("\r\n", fcgi->request.out);
}

static void
write_body(struct fastcgi *fcgi, const char *bytes, size_t count)
{
	if (!fcgi->is_head)
		FCGX_PutStr(bytes, (int)count, fcgi->request.out);
}

static void
write_part(struct outlet *o, const struct response *r, const char *bytes, size_t count)
{
	struct fastcgi *fcgi = (struct fastcgi *)o;

	if (!r->is_begun)
		write_head(fcgi, r, NULL);
	write_body(fcgi, bytes, count);
}

/* nginx takes the end of the connection for the end of the answer.  So we send what is no
 * FastCGI: then nginx gives up, and the client sees that the rest is missing. */
static void
break_off(struct fastcgi *fcgi)
{
	static const char no_record[8] = { 0 };	/* as long as the head of a record */

	if (send(fcgi->request.ipcFd, no_record, sizeof(no_record), MSG_NOSIGNAL) < 0)
		log_line(LOG_WARN, "nginx is not there to be told", NULL);
	FCGX_Free(&fcgi->request, 1);
}

void
fastcgi_answer(struct fastcgi *fcgi, const struct response *r)
{
	if (r->is_cut) {
		break_off(fcgi);
		return;
	}
	if (!r->is_begun) {
		write_head(fcgi, r, &r->body_bytes);
		write_body(fcgi, r->body, r->body_bytes);
	}
	FCGX_Finish_r(&fcgi->request);
}
