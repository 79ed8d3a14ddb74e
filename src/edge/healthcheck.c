/*
 * Plain text does, with a certificate too: the port speaks both. A server on every address is asked
 * on the loopback one.
 * SPDX-License-Identifier: MIT
 */
#include "healthcheck.h"

#include <netdb.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

static const char *
reachable_host(const char *host)
{
	if (strcmp(host, "0.0.0.0") == 0)
		return "127.0.0.1";
	return strcmp(host, "::") == 0 ? "::1" : host;
}

static int
connect_to(const struct config *config)
{
	char port[8];
	struct addrinfo *found, hints = { .ai_socktype = SOCK_STREAM };
	snprintf(port, sizeof(port), "%d", config->port);
	if (getaddrinfo(reachable_host(config->host), port, &hints, &found) != 0)
		return -1;
	struct timeval most = { .tv_sec = 3 };
	int fd = socket(found->ai_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (fd >= 0) {
		setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &most, sizeof(most));
		setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &most, sizeof(most));
		if (connect(fd, found->ai_addr, found->ai_addrlen) != 0) {
			close(fd);
			fd = -1;
		}
	}
	freeaddrinfo(found);
	return fd;
}

bool
healthcheck(const struct config *config)
{
	static const char request[] =
		"GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
	static const char wanted[] = "HTTP/1.1 200 ";
	char answer[sizeof(wanted)] = "";
	size_t len = 0;
	int fd = connect_to(config);
	if (fd < 0)
		return false;
	if (send(fd, request, sizeof(request) - 1, MSG_NOSIGNAL) == (ssize_t)sizeof(request) - 1) {
		ssize_t got = 1;
		while (len < sizeof(wanted) - 1 && got > 0) {
			got = recv(fd, answer + len, sizeof(wanted) - 1 - len, 0);
			len += got > 0 ? (size_t)got : 0;
		}
	}
	close(fd);
	return strcmp(answer, wanted) == 0;
}
