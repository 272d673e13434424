// RUN: %tocsin %s
// STD: gnu17
/* Telemetry uploader client library: events are queued by application threads, which must
 * not stall, and sent by a background thread. */
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define TLM_RING 1024

struct tlm_event {
	time_t at;
	int code;
	char text[64];
};

struct tlm_client {
	pthread_mutex_t mu;
	pthread_cond_t more;
	struct tlm_event ring[TLM_RING];
	unsigned head, tail;
	unsigned long queued;
	unsigned long dropped;
	unsigned long sent;
	unsigned long send_errors;
	int closing;
	int fd;
	pthread_t tid;
};

static int ring_full(const struct tlm_client *c)
{
	return c->head - c->tail == TLM_RING;
}

int tlm_event(struct tlm_client *c, int code, const char *text)
{
	struct tlm_event *e;
	int rc = pthread_mutex_trylock(&c->mu);

	if (rc == EBUSY) {
		struct timespec nap = { 0, 50000 };
		nanosleep(&nap, NULL);
		rc = pthread_mutex_trylock(&c->mu);
	}
	if (rc != 0) {
		c->dropped++; // EXPECT: lost-update
		return -1;
	}
	if (ring_full(c)) {
		c->dropped++;
		pthread_mutex_unlock(&c->mu);
		return -1;
	}
	e = &c->ring[c->head % TLM_RING];
	e->at = time(NULL);
	e->code = code;
	snprintf(e->text, sizeof e->text, "%s", text);
	c->head++;
	c->queued++;
	pthread_cond_signal(&c->more);
	pthread_mutex_unlock(&c->mu);
	return 0;
}

static int send_one(int fd, const struct tlm_event *e)
{
	char line[128];
	int n = snprintf(line, sizeof line, "%ld %d %s\n", (long)e->at, e->code, e->text);
	return write(fd, line, (size_t)n) == n ? 0 : -1;
}

static void *uploader(void *arg)
{
	struct tlm_client *c = arg;
	struct tlm_event batch[32];
	unsigned i, n;

	pthread_mutex_lock(&c->mu);
	for (;;) {
		while (c->head == c->tail && !c->closing)
			pthread_cond_wait(&c->more, &c->mu);
		if (c->head == c->tail)
			break;
		for (n = 0; n < 32 && c->tail != c->head; n++)
			batch[n] = c->ring[c->tail++ % TLM_RING];
		pthread_mutex_unlock(&c->mu);

		unsigned failed = 0;
		for (i = 0; i < n; i++)
			if (send_one(c->fd, &batch[i]) < 0)
				failed++;

		pthread_mutex_lock(&c->mu);
		c->sent += n - failed;
		c->send_errors += failed;
	}
	pthread_mutex_unlock(&c->mu);
	return NULL;
}

struct tlm_client *tlm_open(int fd)
{
	struct tlm_client *c = calloc(1, sizeof *c);
	if (!c)
		return NULL;
	pthread_mutex_init(&c->mu, NULL);
	pthread_cond_init(&c->more, NULL);
	c->fd = fd;
	if (pthread_create(&c->tid, NULL, uploader, c)) {
		free(c);
		return NULL;
	}
	return c;
}

void tlm_stats(struct tlm_client *c, unsigned long *queued, unsigned long *dropped)
{
	pthread_mutex_lock(&c->mu);
	*queued = c->queued;
	*dropped = c->dropped;
	pthread_mutex_unlock(&c->mu);
}

void tlm_close(struct tlm_client *c)
{
	pthread_mutex_lock(&c->mu);
	c->closing = 1;
	pthread_cond_signal(&c->more);
	pthread_mutex_unlock(&c->mu);
	pthread_join(c->tid, NULL);
	if (c->dropped)
		fprintf(stderr, "telemetry: %lu events lost\n", c->dropped);
	free(c);
}
