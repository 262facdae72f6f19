/* SPDX-License-Identifier: Apache-2.0 */
#include "net/delegation.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sodium.h>
#include <string.h>
#include <unistd.h>

#include "net/zone.h"

enum { MAX_SERVERS = 4, STEP_MS = 1000, DNS_PORT = 53, DATAGRAM_BYTES = 4096 };

/* The same question, sent to several servers at once; the first referral counts. */
struct asking {
	struct dns_talk		*talk;
	struct arena		*arena;
	const char		*zone;
	struct pollfd		 sockets[MAX_SERVERS];	/* fd -1: it has answered */
	uint16_t		 ids[MAX_SERVERS];
	size_t			 count;
	struct dns_answer	*out;
};

/* The socket is connected, so that it receives nothing from elsewhere.  -1: there is
 * none, as the address may not be asked or the system refuses. */
static int
open_socket(const struct dns_talk *t, const char *address)
{
	struct sockaddr_in to = { .sin_family = AF_INET, .sin_port = htons(DNS_PORT) };
	const struct sockaddr *there = (const void *)&to;
	int fd;

	if (inet_pton(AF_INET, address, &to.sin_addr) != 1 || !dns_may_ask(t, there))
		return -1;
	fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	if (fd >= 0 && connect(fd, there, sizeof(to)) == 0)
		return fd;
	if (fd >= 0)
		close(fd);
	return -1;
}

static void
ask(struct asking *k, const char *address)
{
	unsigned char question[DNS_MAX_QUESTION_BYTES];
	uint16_t id = (uint16_t)randombytes_uniform(UINT16_MAX + 1);
	size_t length = dns_packet_question(question, id, k->zone, DNS_NS);
	int fd = length == 0 ? -1 : open_socket(k->talk, address);

	if (fd < 0)
		return;
	k->sockets[k->count] = (struct pollfd){ fd, POLLIN, 0 };
	k->ids[k->count++] = id;
	if (send(fd, question, length, 0) < 0)
		k->out->status = DNS_SERVFAIL;
}

static void
ask_servers(struct asking *k, const struct texts *names)
{
	struct dns_answer addresses[MAX_SERVERS];
	size_t i, count = names->count < MAX_SERVERS ? names->count : MAX_SERVERS;

	for (i = 0; i < count; i++)
		dns_ask(k->talk, DNS_AUTHORITY, names->items[i], DNS_A, &addresses[i]);
	dns_wait(k->talk, DNS_AUTHORITY, STEP_MS);
	for (i = 0; i < count; i++)
		if (addresses[i].status == DNS_OK)
			ask(k, addresses[i].records.items[0]);
}

static void
finish(struct pollfd *s)
{
	if (s->fd >= 0)
		close(s->fd);
	s->fd = -1;
}

/* Ignores an answer to another question, and gives up a server that cannot be reached. */
static void
hear(struct asking *k, size_t i)
{
	unsigned char bytes[DATAGRAM_BYTES];
	ssize_t length = recv(k->sockets[i].fd, bytes, sizeof(bytes), 0);

	if (length < 0) {
		k->out->status = DNS_SERVFAIL;
		finish(&k->sockets[i]);
	} else if (dns_packet_referral(k->arena, bytes, (size_t)length, k->ids[i], k->zone, k->out))
		finish(&k->sockets[i]);
}

static bool
is_waiting(const struct asking *k)
{
	size_t i;

	for (i = 0; i < k->count; i++)
		if (k->sockets[i].fd >= 0)
			return k->out->status != DNS_OK;
	return false;
}

static void
wait_for_referral(struct asking *k)
{
	moment until = dns_until(k->talk, STEP_MS), left_ms;
	size_t i;

	while (is_waiting(k)) {
		left_ms = until - clock_steady_ms();
		if (left_ms <= 0 || poll(k->sockets, k->count, (int)left_ms) == 0) {
			k->out->status = DNS_TIMEOUT;
			return;
		}
		for (i = 0; i < k->count && is_waiting(k); i++)
			if (k->sockets[i].fd >= 0 && k->sockets[i].revents != 0)
				hear(k, i);
	}
}

void
delegation_find(struct dns_talk *t, struct arena *a, const char *zone, const char **parent,
    struct dns_answer *out)
{
	struct asking k = { .talk = t, .arena = a, .zone = zone, .out = out };
	const char *above = strchr(zone, '.');
	struct dns_answer servers;
	size_t i;

	*out = (struct dns_answer){ .zone = "", .why = "" };
	*parent = above == NULL || above[1] == '\0' ? "" : zone_of(t, above + 1, ".", &servers);
	if ((*parent)[0] == '\0')
		return;
	ask_servers(&k, &servers.records);
	wait_for_referral(&k);
	for (i = 0; i < k.count; i++)
		finish(&k.sockets[i]);
	if (out->status == DNS_NODATA)
		out->status = DNS_UNASKED;
}
