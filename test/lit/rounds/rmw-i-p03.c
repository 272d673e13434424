// RUN: %tocsin %s
// STD: gnu17
/* Asynchronous mail spooler: producers enqueue messages, delivery threads take
 * them off the queue; a message that fails is put back with a later due time. */
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/queue.h>
#include <time.h>

struct msg {
	TAILQ_ENTRY(msg) link;
	char rcpt[128];
	unsigned attempts;
	unsigned long bytes_out;
	time_t due;
	int last_status;
};
TAILQ_HEAD(msgq, msg);

struct spool {
	pthread_mutex_t mu;
	pthread_cond_t cv;
	struct msgq ready, deferred;
	unsigned nready, ndeferred, inflight;
	unsigned long delivered, bounced;
	bool draining;
};

static void spool_push(struct spool *s, struct msg *m)
{
	TAILQ_INSERT_TAIL(&s->ready, m, link);
	s->nready++;
}

static void spool_wake_due(struct spool *s, time_t now)
{
	struct msg *m, *next;

	for (m = TAILQ_FIRST(&s->deferred); m; m = next) {
		next = TAILQ_NEXT(m, link);
		if (m->due > now)
			continue;
		TAILQ_REMOVE(&s->deferred, m, link);
		s->ndeferred--;
		spool_push(s, m);
	}
}

static struct msg *spool_take(struct spool *s)
{
	struct msg *m;

	while (s->nready == 0) {
		struct timespec until;

		if (s->draining && s->ndeferred == 0 && s->inflight == 0)
			return NULL;
		clock_gettime(CLOCK_REALTIME, &until);
		until.tv_sec += 1;
		pthread_cond_timedwait(&s->cv, &s->mu, &until);
		spool_wake_due(s, time(NULL));
	}
	m = TAILQ_FIRST(&s->ready);
	TAILQ_REMOVE(&s->ready, m, link);
	s->nready--;
	s->inflight++;
	return m;
}

static int deliver(struct msg *m)
{
	m->attempts++;
	m->bytes_out += strlen(m->rcpt) + 512;
	m->last_status = m->rcpt[0] == '@' ? 550 : (m->attempts & 1) ? 450 : 250;
	return m->last_status;
}

static void settle(struct spool *s, struct msg *m, int status)
{
	s->inflight--;
	if (status < 400) {
		s->delivered++;
	} else if (status < 500 && m->attempts < 8) {
		TAILQ_INSERT_TAIL(&s->deferred, m, link);
		s->ndeferred++;
		return;
	} else {
		s->bounced++;
	}
	free(m);
}

static void *delivery_main(void *arg)
{
	struct spool *s = arg;
	struct msg *m;

	pthread_mutex_lock(&s->mu);
	while ((m = spool_take(s)) != NULL) {
		int status;

		pthread_mutex_unlock(&s->mu);
		status = deliver(m);
		if (status >= 400)
			m->due = time(NULL) + 2 * m->attempts;
		pthread_mutex_lock(&s->mu);
		settle(s, m, status);
		pthread_cond_broadcast(&s->cv);
	}
	pthread_mutex_unlock(&s->mu);
	return NULL;
}

static int spool_submit(struct spool *s, const char *rcpt)
{
	struct msg *m = calloc(1, sizeof(*m));

	if (!m)
		return -1;
	snprintf(m->rcpt, sizeof(m->rcpt), "%s", rcpt);
	m->due = time(NULL);
	m->attempts = 0;
	pthread_mutex_lock(&s->mu);
	spool_push(s, m);
	pthread_cond_signal(&s->cv);
	pthread_mutex_unlock(&s->mu);
	return 0;
}

int main(void)
{
	static struct spool sp = { .mu = PTHREAD_MUTEX_INITIALIZER, .cv = PTHREAD_COND_INITIALIZER };
	pthread_t t[4];

	TAILQ_INIT(&sp.ready);
	TAILQ_INIT(&sp.deferred);
	for (int i = 0; i < 4; i++)
		pthread_create(&t[i], NULL, delivery_main, &sp);
	spool_submit(&sp, "ops@example.org");
	spool_submit(&sp, "@nowhere");
	pthread_mutex_lock(&sp.mu);
	sp.draining = true;
	pthread_cond_broadcast(&sp.cv);
	pthread_mutex_unlock(&sp.mu);
	for (int i = 0; i < 4; i++)
		pthread_join(t[i], NULL);
	printf("delivered %lu bounced %lu\n", sp.delivered, sp.bounced);
	return 0;
}
