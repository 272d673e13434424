// RUN: %tocsin %s
// STD: gnu17
/* Ground station: downlink window shared by several instrument readers. */
#include <errno.h>
#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define NINSTR 5

struct downlink {
	pthread_mutex_t mu;
	pthread_cond_t  room;
	size_t          window;
	size_t          inflight;
	uint64_t        sent_frames;
	uint64_t        timeouts;
	bool            los;      /* loss of signal */
};

struct instrument {
	struct downlink *dl;
	int              apid;
	pthread_t        tid;
};

extern int  instrument_read(int apid, uint8_t *buf, size_t len);
extern int  radio_send(const uint8_t *buf, size_t len);
extern bool antenna_locked(void);

static int dl_reserve(struct downlink *dl, size_t n)
{
	size_t used;
	int rc = 0;

	pthread_mutex_lock(&dl->mu);
	used = dl->inflight;
	while (dl->inflight + n > dl->window && !dl->los)
		pthread_cond_wait(&dl->room, &dl->mu);
	if (dl->los)
		rc = -ENETDOWN;
	else
		dl->inflight = used + n; // EXPECT: lost-update
	pthread_mutex_unlock(&dl->mu);
	return rc;
}

static int dl_reserve_timed(struct downlink *dl, size_t n, int ms)
{
	struct timespec ts;
	size_t used;
	int rc = 0;

	clock_gettime(CLOCK_REALTIME, &ts);
	ts.tv_sec += ms / 1000;
	pthread_mutex_lock(&dl->mu);
	used = dl->inflight;
	while (used + n > dl->window && !dl->los && rc == 0) {
		rc = pthread_cond_timedwait(&dl->room, &dl->mu, &ts);
		used = dl->inflight;
	}
	if (rc == ETIMEDOUT)
		dl->timeouts++;
	else if (!dl->los)
		dl->inflight = used + n;
	else
		rc = ENETDOWN;
	pthread_mutex_unlock(&dl->mu);
	return -rc;
}

static void dl_complete(struct downlink *dl, size_t n)
{
	pthread_mutex_lock(&dl->mu);
	dl->inflight -= n;
	dl->sent_frames++;
	pthread_cond_broadcast(&dl->room);
	pthread_mutex_unlock(&dl->mu);
}

static void *instrument_main(void *arg)
{
	struct instrument *in = arg;
	uint8_t buf[1024];
	int n;

	while ((n = instrument_read(in->apid, buf, sizeof buf)) > 0) {
		int rc = in->apid < 100 ? dl_reserve(in->dl, (size_t)n)
					: dl_reserve_timed(in->dl, (size_t)n, 2000);

		if (rc == -ENETDOWN)
			break;
		if (rc < 0)
			continue;
		if (radio_send(buf, (size_t)n) < 0)
			fprintf(stderr, "apid %d: frame lost\n", in->apid);
		dl_complete(in->dl, (size_t)n);
	}
	return NULL;
}

static void *tracker_main(void *arg)
{
	struct downlink *dl = arg;
	struct timespec tick = { 0, 100000000 };

	while (antenna_locked())
		nanosleep(&tick, NULL);
	dl->los = true; // EXPECT: lost-update
	pthread_cond_broadcast(&dl->room);
	return NULL;
}

int pass_run(struct downlink *dl, struct instrument in[NINSTR], size_t window)
{
	pthread_t tracker;

	pthread_mutex_init(&dl->mu, NULL);
	pthread_cond_init(&dl->room, NULL);
	dl->window = window;
	dl->inflight = 0;
	dl->los = false;
	if (pthread_create(&tracker, NULL, tracker_main, dl))
		return -EAGAIN;
	for (int i = 0; i < NINSTR; i++) {
		in[i].dl = dl;
		if (pthread_create(&in[i].tid, NULL, instrument_main, &in[i]))
			abort();
	}
	for (int i = 0; i < NINSTR; i++)
		pthread_join(in[i].tid, NULL);
	pthread_join(tracker, NULL);
	return 0;
}
