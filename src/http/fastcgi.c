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
	int		fd;
	FCGX_Request	request;
};

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
	r->path = parameter_or(fcgi, a, "DOCUMENT_URI", "");
	r->query = query(fcgi, a);
	r->host = host_normalize(a, parameter_or(fcgi, a, "HTTP_HOST", ""));
	r->address = address_normalize(a, parameter_or(fcgi, a, "REMOTE_ADDR", ""));
	r->id = parameter_or(fcgi, a, "REQUEST_ID", "");
	r->cookie = parameter(fcgi, a, "HTTP_COOKIE");
	r->content_type = parameter(fcgi, a, "CONTENT_TYPE");
	r->authorization = parameter(fcgi, a, "HTTP_AUTHORIZATION");
	r->accept_language = parameter(fcgi, a, "HTTP_ACCEPT_LANGUAGE");
	r->sec_fetch_site = parameter(fcgi, a, "HTTP_SEC_FETCH_SITE");
	r->origin = parameter(fcgi, a, "HTTP_ORIGIN");
	r->custom_domain = parameter(fcgi, a, "HTTP_AUTH0_CUSTOM_DOMAIN");
	read_body(fcgi, a, r);
	return r;
}

void
fastcgi_answer(struct fastcgi *fcgi, const struct request *r, const struct response *response)
{
	char head[256];
	size_t i;

	snprintf(head, sizeof(head), "Status: %d %s\r\nContent-Length: %zu\r\n", response->code,
	    http_reason(response->code), response->body_bytes);
	FCGX_PutS(head, fcgi->request.out);
	for (i = 0; i < response->header_count; i++) {
		FCGX_PutS(response->headers[i].name, fcgi->request.out);
		FCGX_PutS(": ", fcgi->request.out);
		FCGX_PutS(response->headers[i].value, fcgi->request.out);
		FCGX_PutS("\r\n", fcgi->request.out);
	}
	FCGX_PutS("\r\n", fcgi->request.out);
	if (!r->is_head)
		FCGX_PutStr(response->body, (int)response->body_bytes, fcgi->request.out);
	FCGX_Finish_r(&fcgi->request);
}
