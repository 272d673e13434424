// RUN: %tocsin %s
// STD: gnu17
/* boxoffice - seat allocation for the ticket counter daemon */
#include <errno.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MAX_EVENTS 64
#define NCOUNTERS  6

struct event {
	pthread_mutex_t lock;
	char            code[16];
	unsigned        seats_total;
	unsigned        seats_left;
	unsigned        generation;
	uint64_t        revenue_cents;
};

struct order {
	const char *event_code;
	const char *card;
	unsigned    seats;
	unsigned    price_cents;
};

extern int  payment_authorise(const char *card, uint64_t cents, char ref[24]);
extern void payment_void(const char *ref);
extern int  counter_next_order(int fd, struct order *o);
extern void counter_reply(int fd, int rc);

static struct event events[MAX_EVENTS];
static size_t n_events;

static struct event *event_find(const char *code)
{
	for (size_t i = 0; i < n_events; i++)
		if (!strcmp(events[i].code, code))
			return &events[i];
	return NULL;
}

static int event_add(const char *code, unsigned seats)
{
	struct event *ev;

	if (n_events == MAX_EVENTS)
		return -ENOSPC;
	ev = &events[n_events];
	pthread_mutex_init(&ev->lock, NULL);
	snprintf(ev->code, sizeof ev->code, "%s", code);
	ev->seats_total = ev->seats_left = seats;
	n_events++;
	return 0;
}

static int sell_seats(struct event *ev, const struct order *o)
{
	char ref[24];
	unsigned left;
	int rc;

	pthread_mutex_lock(&ev->lock);
	left = ev->seats_left;
	if (left < o->seats) {
		pthread_mutex_unlock(&ev->lock);
		return -ENOSPC;
	}
	pthread_mutex_unlock(&ev->lock);

	/* the acquirer may take seconds; other counters keep selling */
	rc = payment_authorise(o->card, (uint64_t)o->seats * o->price_cents, ref);
	if (rc < 0)
		return rc;

	pthread_mutex_lock(&ev->lock);
	ev->seats_left = left - o->seats; // EXPECT: lost-update
	ev->revenue_cents += (uint64_t)o->seats * o->price_cents;
	ev->generation++;
	pthread_mutex_unlock(&ev->lock);
	return 0;
}

static int sell_block(struct event *ev, const struct order *o)
{
	char ref[24];
	int rc = payment_authorise(o->card, (uint64_t)o->seats * o->price_cents, ref);

	if (rc < 0)
		return rc;
	pthread_mutex_lock(&ev->lock);
	if (ev->seats_left < o->seats) {
		pthread_mutex_unlock(&ev->lock);
		payment_void(ref);
		return -ENOSPC;
	}
	ev->seats_left -= o->seats;
	ev->revenue_cents += (uint64_t)o->seats * o->price_cents;
	ev->generation++;
	pthread_mutex_unlock(&ev->lock);
	return 0;
}

static void *counter_main(void *arg)
{
	int fd = (int)(intptr_t)arg;
	struct order o;

	while (counter_next_order(fd, &o) == 0) {
		struct event *ev = event_find(o.event_code);
		int rc;

		if (!ev)
			rc = -ENOENT;
		else if (o.seats > 20)
			rc = sell_block(ev, &o);
		else
			rc = sell_seats(ev, &o);
		counter_reply(fd, rc);
	}
	return NULL;
}

int boxoffice_run(const int fds[NCOUNTERS])
{
	pthread_t tid[NCOUNTERS];
	int i, n = 0;

	if (event_add("OPERA-1", 1200) || event_add("ROCK-77", 18000))
		return -1;
	for (i = 0; i < NCOUNTERS; i++)
		if (!pthread_create(&tid[n], NULL, counter_main, (void *)(intptr_t)fds[i]))
			n++;
	while (n > 0)
		pthread_join(tid[--n], NULL);
	return 0;
}
