/* SPDX-License-Identifier: Apache-2.0 */
#include "net/journey.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/log.h"
#include "base/sentence.h"
#include "base/text.h"
#include "net/codings.h"
#include "net/diagnosis.h"
#include "net/own_address.h"

enum { MAX_REDIRECTS = 3, MAX_URL_BYTES = 2048, MAX_HOST_BYTES = 253,
	SLOW_BYTES_S = 64, AUTHORITIES_S = 300, HTTPS_PORT = 443, MAX_PORT = 65535,
	CLOCKS_DIFFER_MS = 20 };	/* curl's and ours */

/* The callbacks for the socket and the body leave their findings here. */
struct journey {
	struct fetcher			*fetcher;
	struct arena			*arena;
	const struct fetch_request	*request;
	const struct fetch_kind		*kind;
	moment				 ends_at;	/* on the steady clock */
	int				 hops;		/* done */
	CURL				*curl;
	CURLU				*url;
	const char			*former;	/* host, which led here; NULL: none */
	const char			*host;		/* of this hop */
	const char			*refusal;	/* of an address of this hop; NULL: none */
	bool				 opened;	/* an address of this hop was allowed */
	struct buf			 body;
	char				 detail[CURL_ERROR_SIZE];
};

static const char by_setting[] = "fetch_refuse", of_this_machine[] = "this machine";

static void
log_refusal(const char *host, const struct sockaddr *address, const char *word)
{
	char text[INET6_ADDRSTRLEN] = "?";
	const struct sockaddr_in *four = (const void *)address;
	const struct sockaddr_in6 *six = (const void *)address;

	if (address->sa_family == AF_INET)
		inet_ntop(AF_INET, &four->sin_addr, text, sizeof(text));
	else if (address->sa_family == AF_INET6)
		inet_ntop(AF_INET6, &six->sin6_addr, text, sizeof(text));
	log_line(LOG_WARN, "outside fetch refused", "host", host, "address", text, "kind", word,
	    NULL);
}

static bool
places_have(const struct places *p, const char *host, const struct sockaddr *address)
{
	return places_have_host(p, host) || places_have_address(p, address);
}

/* A word that says why it is not connected to; NULL: it may be. */
static const char *
refusal(const struct fetcher *fr, const char *host, const struct sockaddr *address)
{
	const char *word = address_refusal(address);

	if (places_have(&fr->refuse, host, address))
		return by_setting;
	if (places_have(&fr->allow, host, address))
		return NULL;
	return word == NULL && is_own_address(address) ? of_this_machine : word;
}

/* This sees the very address that is connected to, so no answer of the DNS can get
 * around it. */
static curl_socket_t
open_socket(void *user, curlsocktype purpose, struct curl_sockaddr *address)
{
	struct journey *j = user;
	const char *word = refusal(j->fetcher, j->host, &address->addr);

	if (purpose != CURLSOCKTYPE_IPCXN)
		return CURL_SOCKET_BAD;
	if (word != NULL) {
		log_refusal(j->host, &address->addr, word);
		j->refusal = word;
		return CURL_SOCKET_BAD;
	}
	j->opened = true;
	return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

static long
response_code(struct journey *j)
{
	long code = 0;

	curl_easy_getinfo(j->curl, CURLINFO_RESPONSE_CODE, &code);
	return code;
}

/* Whether it is meant for this server alone. */
static bool
is_confidential(const struct journey *j)
{
	return j->request->authorization != NULL || j->request->form != NULL;
}

/* Whether the body of such an answer is read; the others are judged by their code. */
static bool
is_read(const struct journey *j, long code)
{
	return code == 200 || is_confidential(j);
}

/* By the headers that have come in this hop. */
static struct codings
codings_of(struct journey *j)
{
	static const char *const names[] = { "content-encoding", "transfer-encoding" };
	struct codings c = { 0 };
	struct curl_header *h;
	size_t i, at;

	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		for (at = 0; curl_easy_header(j->curl, names[i], at, CURLH_HEADER, -1, &h) == CURLHE_OK; at++)
			codings_add(j->arena, &c, h->value);
	return c;
}

/* At the end of the headers, before anything is decompressed. */
static size_t
take_header(char *bytes, size_t size, size_t count, void *user)
{
	struct journey *j = user;
	struct codings codings;
	long code = response_code(j);

	count *= size;
	if ((bytes[0] != '\r' && bytes[0] != '\n') || code < 200)
		return count;
	codings = codings_of(j);
	return codings.count == 0 || (is_read(j, code) && codings_are_ours(&codings)) ? count : 0;
}

/* An answer may be endless, and yet nothing when it is decompressed. */
static int
check_progress(void *user, curl_off_t all, curl_off_t come, curl_off_t all_up, curl_off_t up)
{
	const struct journey *j = user;

	(void)all, (void)all_up, (void)up;
	return come > (curl_off_t)j->kind->max_bytes;
}

static size_t
take_body(char *bytes, size_t size, size_t count, void *user)
{
	struct journey *j = user;

	if (!is_read(j, response_code(j)))
		return 0;
	count *= size;
	if (count > j->kind->max_bytes - j->body.length)
		return 0;
	buf_add_bytes(&j->body, bytes, count);
	return count;
}

static void
set_guards(struct journey *j)
{
	CURL *c = j->curl;

	curl_easy_setopt(c, CURLOPT_PROTOCOLS_STR, "https");
	curl_easy_setopt(c, CURLOPT_FOLLOWLOCATION, 0L);
	curl_easy_setopt(c, CURLOPT_PROXY, "");
	curl_easy_setopt(c, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(c, CURLOPT_QUICK_EXIT, 1L);	/* waits for no name server */
	curl_easy_setopt(c, CURLOPT_FORBID_REUSE, 1L);
	curl_easy_setopt(c, CURLOPT_OPENSOCKETFUNCTION, open_socket);
	curl_easy_setopt(c, CURLOPT_OPENSOCKETDATA, j);
	curl_easy_setopt(c, CURLOPT_MAXFILESIZE_LARGE, (curl_off_t)j->kind->max_bytes);
	curl_easy_setopt(c, CURLOPT_HEADERFUNCTION, take_header);
	curl_easy_setopt(c, CURLOPT_HEADERDATA, j);
	curl_easy_setopt(c, CURLOPT_NOPROGRESS, 0L);
	curl_easy_setopt(c, CURLOPT_XFERINFOFUNCTION, check_progress);
	curl_easy_setopt(c, CURLOPT_XFERINFODATA, j);
	curl_easy_setopt(c, CURLOPT_LOW_SPEED_LIMIT, (long)SLOW_BYTES_S);
	curl_easy_setopt(c, CURLOPT_LOW_SPEED_TIME, j->kind->slow_s);
}

static void
release_headers(void *headers)
{
	curl_slist_free_all(headers);
}

static void
set_headers(struct journey *j)
{
	const char *authorization = j->request->authorization;
	struct curl_slist *headers = curl_slist_append(NULL, arena_print(j->arena, "Accept: %s",
	    j->kind->accept));

	if (authorization != NULL)
		headers = curl_slist_append(headers, arena_print(j->arena, "Authorization: %s",
		    authorization));
	arena_defer(j->arena, release_headers, headers);
	curl_easy_setopt(j->curl, CURLOPT_HTTPHEADER, headers);
	curl_easy_setopt(j->curl, CURLOPT_ACCEPT_ENCODING, CODINGS);
	curl_easy_setopt(j->curl, CURLOPT_USERAGENT, "Postern/" PACKAGE_VERSION);
}

/* Without a folder of them, those of a file are read once for many requests (exchange.c), and then
 * again after a while. */
static void
set_authorities(struct journey *j)
{
	const char *ca_file = j->fetcher->ca_file;

	if (ca_file[0] != '\0')
		curl_easy_setopt(j->curl, CURLOPT_CAINFO, ca_file);
	if (ca_file[0] != '\0' || curl_version_info(CURLVERSION_NOW)->cainfo != NULL)
		curl_easy_setopt(j->curl, CURLOPT_CAPATH, NULL);
	curl_easy_setopt(j->curl, CURLOPT_CA_CACHE_TIMEOUT, (long)AUTHORITIES_S);
}

static void
set_request(struct journey *j)
{
	CURL *c = j->curl;

	curl_easy_setopt(c, CURLOPT_CURLU, j->url);
	curl_easy_setopt(c, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_1_1);
	curl_easy_setopt(c, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
	curl_easy_setopt(c, CURLOPT_WRITEFUNCTION, take_body);
	curl_easy_setopt(c, CURLOPT_WRITEDATA, j);
	curl_easy_setopt(c, CURLOPT_ERRORBUFFER, j->detail);
	if (j->request->form != NULL)
		curl_easy_setopt(c, CURLOPT_POSTFIELDS, j->request->form);
	set_authorities(j);
}

static char *
url_part(struct journey *j, CURLUPart part)
{
	char *text = NULL, *copy;

	if (curl_url_get(j->url, part, &text, 0) != CURLUE_OK)
		return NULL;
	copy = arena_text(j->arena, text);
	curl_free(text);
	return copy;
}

static enum status
refuse_url(struct journey *j, CURLUcode rc, struct fault *f)
{
	return diagnose_url(rc == CURLUE_USER_NOT_ALLOWED ? URL_WITH_USER
	    : rc == CURLUE_UNSUPPORTED_SCHEME || rc == CURLUE_BAD_SCHEME ? URL_NOT_HTTPS : URL_INVALID,
	    j->former, f);
}

/* Whether sentences and the log may quote it. */
static bool
is_text(const char *text, size_t max_bytes)
{
	return text != NULL && text[0] != '\0' && strlen(text) <= max_bytes &&
	    text_is_utf8(text, strlen(text)) && text_is_printable(text);
}

static enum status
check_port(struct journey *j, struct fault *f)
{
	const char *text = url_part(j, CURLUPART_PORT);
	long port = HTTPS_PORT;

	if (text != NULL && !text_to_long(text, 1, MAX_PORT, &port))
		return refuse_url(j, CURLUE_BAD_PORT_NUMBER, f);
	if (ports_have(&j->fetcher->ports, port))
		return OK;
	return diagnose_port(port, j->host, f);
}

/* A relative URL is resolved against that of the hop before. */
static enum status
set_url(struct journey *j, const char *url, struct fault *f)
{
	const char *host;
	CURLUcode rc;

	if (!is_text(url, MAX_URL_BYTES))
		return refuse_url(j, CURLUE_MALFORMED_INPUT, f);
	rc = curl_url_set(j->url, CURLUPART_URL, url, CURLU_DISALLOW_USER);
	if (rc == CURLUE_OK && !text_is(url_part(j, CURLUPART_SCHEME), "https"))
		rc = CURLUE_UNSUPPORTED_SCHEME;
	if (rc != CURLUE_OK)
		return refuse_url(j, rc, f);
	host = url_part(j, CURLUPART_HOST);
	if (!is_text(host, MAX_HOST_BYTES))
		return refuse_url(j, CURLUE_BAD_HOSTNAME, f);
	j->host = host;
	return check_port(j, f);
}

static enum status
judge_connection(struct journey *j, struct fault *f)
{
	if (j->refusal == NULL || j->opened)
		return diagnose_connection(j->host, f);
	return diagnose_address(j->host, j->refusal == by_setting || j->refusal == of_this_machine, f);
}

static bool
is_secure(struct journey *j)
{
	curl_off_t made_us = 0;

	curl_easy_getinfo(j->curl, CURLINFO_APPCONNECT_TIME_T, &made_us);
	return made_us > 0;
}

/* The limit that struck is the one for the whole time only once that is over. */
static enum status
judge_slowness(struct journey *j, struct fault *f)
{
	if (j->ends_at - clock_steady_ms() > CLOCKS_DIFFER_MS)
		return diagnose_silence(j->kind->slow_s, j->host, f);
	return diagnose_slowness(j->kind->total_ms, j->host, j->former != NULL, f);
}

static enum status
judge_failure(struct journey *j, CURLcode rc, struct fault *f)
{
	struct codings codings = codings_of(j);
	long verified = 0;

	curl_easy_getinfo(j->curl, CURLINFO_SSL_VERIFYRESULT, &verified);
	log_line(LOG_INFO, "outside fetch failed", "host", j->host, "detail",
	    j->detail[0] == '\0' ? curl_easy_strerror(rc) : j->detail, NULL);
	switch (rc) {
	case CURLE_BAD_CONTENT_ENCODING:
		return codings_refuse(&codings, j->host, f);
	case CURLE_COULDNT_RESOLVE_HOST:
		return fail(f, UNAVAILABLE, "The name %s does not exist in the DNS. Check the "
		    "spelling.", j->host);
	case CURLE_URL_MALFORMAT:
		return refuse_url(j, CURLUE_BAD_HOSTNAME, f);
	case CURLE_PEER_FAILED_VERIFICATION:
		return diagnose_certificate(verified, j->host, f);
	case CURLE_SSL_CACERT_BADFILE:
	case CURLE_OUT_OF_MEMORY:
	case CURLE_FAILED_INIT:
		return fail_broken(f);
	default:
		if (!is_secure(j))
			return judge_connection(j, f);
		if (rc == CURLE_OPERATION_TIMEDOUT)
			return judge_slowness(j, f);
		return fail(f, UNAVAILABLE,
		    "The connection to %s was lost before the answer was complete.", j->host);
	}
}

/* Whether we stopped the transfer ourselves; the headers are enough then. */
static bool
was_stopped(CURLcode rc)
{
	return rc == CURLE_WRITE_ERROR || rc == CURLE_FILESIZE_EXCEEDED
	    || rc == CURLE_ABORTED_BY_CALLBACK;
}

/* An answer that we stopped ourselves, although its code is good. */
static enum status
judge_stop(struct journey *j, struct fault *f)
{
	struct codings codings = codings_of(j);

	return codings_are_ours(&codings) ? diagnose_size(j->kind->max_bytes, j->host, f)
	    : codings_refuse(&codings, j->host, f);
}

static enum status
judge(struct journey *j, CURLcode rc, struct fault *f)
{
	long code = response_code(j);

	if (rc != CURLE_OK && !was_stopped(rc))
		return judge_failure(j, rc, f);
	if (!is_read(j, code))
		return diagnose_status(code, j->host, f);
	return rc == CURLE_OK ? OK : judge_stop(j, f);
}

static long
smaller(long a, long b)
{
	return a < b ? a : b;
}

static void
set_times(struct journey *j, moment left_ms)
{
	curl_easy_setopt(j->curl, CURLOPT_TIMEOUT_MS, (long)left_ms);
	curl_easy_setopt(j->curl, CURLOPT_CONNECTTIMEOUT_MS,
	    smaller(j->kind->connect_ms, (long)left_ms));
}

static enum status
prepare_hop(struct journey *j, const char *url, struct fault *f)
{
	moment left_ms = j->ends_at - clock_steady_ms();
	enum status st = set_url(j, url, f);

	if (st != OK)
		return st;
	if (left_ms <= 0)
		return judge_slowness(j, f);
	j->refusal = NULL;
	j->opened = false;
	j->detail[0] = '\0';
	set_times(j, left_ms);
	return OK;
}

/* The place that a redirect leads to; NULL: the answer is none that is followed. */
static const char *
location(struct journey *j, CURLcode rc)
{
	struct curl_header *header;
	long code = response_code(j);

	if (is_confidential(j) || (rc != CURLE_OK && !was_stopped(rc)))
		return NULL;
	if (code != 301 && code != 302 && code != 303 && code != 307 && code != 308)
		return NULL;
	if (curl_easy_header(j->curl, "location", 0, CURLH_HEADER, -1, &header) != CURLHE_OK)
		return NULL;
	return arena_text(j->arena, header->value);
}

enum status
journey_hop_done(struct journey *j, CURLcode rc, bool *goes_on, struct fault *f)
{
	const char *next = location(j, rc);

	*goes_on = next != NULL;
	if (next == NULL)
		return judge(j, rc, f);
	if (++j->hops > MAX_REDIRECTS)
		return fail_counted(f, INVALID, MAX_REDIRECTS,
		    "The address redirects more than %d time. Use the final address instead.",
		    "The address redirects more than %d times. Use the final address instead.",
		    MAX_REDIRECTS);
	j->former = j->host;
	return prepare_hop(j, next, f);
}

static const char *
media_type(struct journey *j)
{
	const char *header = NULL;
	char *type;

	curl_easy_getinfo(j->curl, CURLINFO_CONTENT_TYPE, &header);
	if (header == NULL)
		return "";
	type = text_lower(j->arena, header);
	return text_trim(j->arena, arena_copy(j->arena, type, strcspn(type, ";")));
}

static void
release_curl(void *curl)
{
	curl_easy_cleanup(curl);
}

static void
release_url(void *url)
{
	curl_url_cleanup(url);
}

enum status
journey_begin(struct fetcher *fr, struct arena *a, const struct fetch_request *r,
    struct journey **out, struct fault *f)
{
	struct journey *j = arena_alloc(a, sizeof(*j));

	*j = (struct journey){ .fetcher = fr, .arena = a, .request = r, .kind = r->kind,
		.ends_at = clock_steady_ms() + r->kind->total_ms,
		.curl = curl_easy_init(), .url = curl_url(), .body = buf_in(a) };
	if (j->curl == NULL || j->url == NULL)
		return fail_broken(f);
	arena_defer(a, release_url, j->url);
	arena_defer(a, release_curl, j->curl);
	set_guards(j);
	set_request(j);
	set_headers(j);
	*out = j;
	return prepare_hop(j, r->url, f);
}

CURL *
journey_curl(struct journey *j)
{
	return j->curl;
}

struct fetched
journey_fetched(struct journey *j)
{
	return (struct fetched){ j->body.text, j->body.length, media_type(j),
		url_part(j, CURLUPART_URL), response_code(j) };
}
