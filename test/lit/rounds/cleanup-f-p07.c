// RUN: %tocsin %s
// STD: gnu17
#define _GNU_SOURCE
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

/* Broker connection table: epoll worker threads plus one keepalive thread. */

#define KEEPALIVE_MS 90000u

struct conn {
	struct conn *next, *prev;
	int fd;
	uint32_t last_rx;
	uint64_t bytes_in;
	char client_id[24];
};

static struct conn conns = { &conns, &conns, -1, 0, 0, "" };
static pthread_mutex_t conns_lock = PTHREAD_MUTEX_INITIALIZER;
static int epfd;

static uint32_t tick_ms(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return (uint32_t)(ts.tv_sec * 1000u + ts.tv_nsec / 1000000u);
}

static void conn_destroy(struct conn *c)
{
	c->prev->next = c->next;
	c->next->prev = c->prev;
	epoll_ctl(epfd, EPOLL_CTL_DEL, c->fd, NULL);
	close(c->fd);
	free(c);
}

struct conn *conn_add(int fd)
{
	struct conn *c = calloc(1, sizeof *c);
	struct epoll_event ev = { .events = EPOLLIN | EPOLLONESHOT };

	if (!c)
		return NULL;
	c->fd = fd;
	c->last_rx = tick_ms();
	pthread_mutex_lock(&conns_lock);
	c->next = conns.next;
	c->prev = &conns;
	conns.next->prev = c;
	conns.next = c;
	pthread_mutex_unlock(&conns_lock);
	ev.data.ptr = c;
	epoll_ctl(epfd, EPOLL_CTL_ADD, fd, &ev);
	return c;
}

void *io_main(void *arg)
{
	struct epoll_event ev;
	char buf[4096];

	(void)arg;
	while (epoll_wait(epfd, &ev, 1, -1) == 1) {
		struct conn *c = ev.data.ptr;
		ssize_t n = recv(c->fd, buf, sizeof buf, MSG_DONTWAIT);

		if (n > 0) {
			__atomic_store_n(&c->last_rx, tick_ms(), __ATOMIC_RELAXED);
			c->bytes_in += (uint64_t)n;
		}
		ev.events = EPOLLIN | EPOLLONESHOT;
		epoll_ctl(epfd, EPOLL_CTL_MOD, c->fd, &ev);
	}
	return NULL;
}

void *keepalive_main(void *arg)
{
	(void)arg;
	for (;;) {
		struct conn *c, *nx;
		uint32_t now;

		sleep(10);
		now = tick_ms();
		pthread_mutex_lock(&conns_lock);
		for (c = conns.next; c != &conns; c = nx) {
			uint32_t seen = __atomic_load_n(&c->last_rx, __ATOMIC_RELAXED);

			nx = c->next;
			if (now - seen > KEEPALIVE_MS) { // EXPECT: unsigned-age
				fprintf(stderr, "%s: keepalive timeout\n", c->client_id);
				conn_destroy(c); // EXPECT: timestamp-cleanup
			}
		}
		pthread_mutex_unlock(&conns_lock);
	}
	return NULL;
}
