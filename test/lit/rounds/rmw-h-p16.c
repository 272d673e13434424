// RUN: %tocsin %s
// STD: gnu17
/* httpcached - tiny caching HTTP front end, one thread per accepted connection. */
#include <arpa/inet.h>
#include <netinet/in.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

struct counters {
	unsigned long requests;
	unsigned long hits;
	unsigned long bad;
	unsigned long long bytes_out;
};

static struct counters total;
static int active_conns;
static int max_conns = 512;
static pthread_mutex_t conn_mu = PTHREAD_MUTEX_INITIALIZER;

struct conn {
	int fd;
	struct sockaddr_in peer;
	char buf[4096];
	size_t have;
};

static int conn_admit(void)
{
	int ok;
	pthread_mutex_lock(&conn_mu);
	ok = active_conns < max_conns;
	if (ok)
		active_conns++;
	pthread_mutex_unlock(&conn_mu);
	return ok;
}

static void conn_retire(void)
{
	pthread_mutex_lock(&conn_mu);
	active_conns--;
	pthread_mutex_unlock(&conn_mu);
}

static int read_head(struct conn *c)
{
	while (c->have < sizeof c->buf - 1) {
		ssize_t n = recv(c->fd, c->buf + c->have, sizeof c->buf - 1 - c->have, 0);
		if (n <= 0)
			return -1;
		c->have += (size_t)n;
		c->buf[c->have] = 0;
		if (strstr(c->buf, "\r\n\r\n"))
			return 0;
	}
	return -1;
}

static void reply(struct conn *c, int code, const char *body)
{
	char out[1024];
	int n = snprintf(out, sizeof out, "HTTP/1.0 %d X\r\nContent-Length: %zu\r\n\r\n%s", code,
	                 strlen(body), body);
	ssize_t w = send(c->fd, out, (size_t)n, MSG_NOSIGNAL);
	if (w > 0)
		total.bytes_out += (unsigned long long)w; // EXPECT: lost-update
}

static void *conn_main(void *arg)
{
	struct conn *c = arg;

	if (read_head(c) == 0 && strncmp(c->buf, "GET ", 4) == 0) {
		total.requests++; // EXPECT: lost-update
		reply(c, 200, "hello\n");
	} else {
		total.bad = total.bad + 1; // EXPECT: lost-update
		reply(c, 400, "bad request\n");
	}
	close(c->fd);
	free(c);
	conn_retire();
	return NULL;
}

int main(int argc, char **argv)
{
	struct sockaddr_in sa = { .sin_family = AF_INET };
	pthread_attr_t at;
	int ls;

	sa.sin_port = htons((unsigned short)(argc > 1 ? atoi(argv[1]) : 8080));
	ls = socket(AF_INET, SOCK_STREAM, 0);
	if (ls < 0 || bind(ls, (struct sockaddr *)&sa, sizeof sa) < 0 || listen(ls, 64) < 0) {
		perror("listen");
		return 1;
	}
	pthread_attr_init(&at);
	pthread_attr_setdetachstate(&at, PTHREAD_CREATE_DETACHED);
	for (;;) {
		socklen_t sl = sizeof sa;
		pthread_t tid;
		struct conn *c = calloc(1, sizeof *c);
		if (!c)
			break;
		c->fd = accept(ls, (struct sockaddr *)&c->peer, &sl);
		if (c->fd < 0 || !conn_admit()) {
			if (c->fd >= 0)
				close(c->fd);
			free(c);
			continue;
		}
		if (pthread_create(&tid, &at, conn_main, c) != 0) {
			close(c->fd);
			free(c);
			conn_retire();
		}
	}
	return 0;
}
