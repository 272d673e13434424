// RUN: %tocsin %s
// STD: gnu17
/* RTP receiver: reorder buffer and sender table, 32-bit millisecond ticks */
#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/queue.h>
#include <time.h>

#define SENDER_TIMEOUT_MS 25000u
#define HOLD_MS 120u

struct packet {
	TAILQ_ENTRY(packet) link;
	uint32_t arrived;
	uint16_t seq;
	uint16_t len;
	uint8_t data[1500];
};
TAILQ_HEAD(packet_q, packet);

struct sender {
	LIST_ENTRY(sender) link;
	uint32_t ssrc;
	uint32_t last_rx;
	unsigned users;
	struct packet_q held;
};

static struct {
	pthread_mutex_t lock;
	LIST_HEAD(, sender) senders;
	unsigned count;
} rx = { .lock = PTHREAD_MUTEX_INITIALIZER };

static uint32_t tick_ms(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return (uint32_t)((uint64_t)ts.tv_sec * 1000u + (uint64_t)ts.tv_nsec / 1000000u);
}

/* serial number arithmetic: true if a is later than b */
static inline bool tick_after(uint32_t a, uint32_t b)
{
	return (int32_t)(a - b) > 0;
}

struct sender *sender_hold(uint32_t ssrc)
{
	struct sender *s;

	pthread_mutex_lock(&rx.lock);
	LIST_FOREACH(s, &rx.senders, link)
		if (s->ssrc == ssrc) {
			s->users++;
			s->last_rx = tick_ms();
			break;
		}
	pthread_mutex_unlock(&rx.lock);
	return s;
}

void sender_drop(struct sender *s)
{
	pthread_mutex_lock(&rx.lock);
	s->users--;
	pthread_mutex_unlock(&rx.lock);
}

static void sender_destroy(struct sender *s)
{
	struct packet *p;

	while ((p = TAILQ_FIRST(&s->held)) != NULL) {
		TAILQ_REMOVE(&s->held, p, link);
		free(p);
	}
	free(s);
}

/* deliver whatever was waiting for a gap that will not be filled any more */
unsigned sender_flush(struct sender *s, void (*deliver)(const struct packet *))
{
	const uint32_t now = tick_ms();
	struct packet *p;
	unsigned n = 0;

	while ((p = TAILQ_FIRST(&s->held)) != NULL && !tick_after(p->arrived + HOLD_MS, now)) {
		TAILQ_REMOVE(&s->held, p, link);
		deliver(p);
		free(p); // EXPECT-NOISE: timestamp-cleanup
		n++;
	}
	return n;
}

void senders_expire(void)
{
	const uint32_t now = tick_ms();
	struct sender *s, *next;

	pthread_mutex_lock(&rx.lock);
	for (s = LIST_FIRST(&rx.senders); s; s = next) {
		next = LIST_NEXT(s, link);
		if (s->users)
			continue;
		/* last_rx may be a tick ahead: another thread took it after us */
		if ((int32_t)(now - s->last_rx) < (int32_t)SENDER_TIMEOUT_MS)
			continue;
		LIST_REMOVE(s, link);
		rx.count--;
		sender_destroy(s);
	}
	pthread_mutex_unlock(&rx.lock);
}
