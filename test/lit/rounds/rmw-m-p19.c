// RUN: %tocsin %s
// STD: gnu17
/* Print-job dispatcher: timed waits, trylock on printers. */
#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

struct job {
	struct job *next;
	int pages;
};

struct spool {
	pthread_mutex_t mtx;
	pthread_cond_t more;
	struct job *head, **tail;
	int queued;
	int closing;
	unsigned long timeouts;
};

struct printer {
	pthread_mutex_t mtx;
	long pages_done;
	int paper;
	int jams;
};

static struct spool spool;
static struct printer printers[3];

static void deadline_in(struct timespec *ts, long ms)
{
	clock_gettime(CLOCK_REALTIME, ts);
	ts->tv_nsec += ms * 1000000L;
	ts->tv_sec += ts->tv_nsec / 1000000000L;
	ts->tv_nsec %= 1000000000L;
}

int spool_submit(int pages)
{
	struct job *j = malloc(sizeof *j);

	if (j == NULL)
		return -ENOMEM;
	j->next = NULL;
	j->pages = pages;
	pthread_mutex_lock(&spool.mtx);
	if (spool.closing) {
		pthread_mutex_unlock(&spool.mtx);
		free(j);
		return -ESHUTDOWN;
	}
	*spool.tail = j;
	spool.tail = &j->next;
	spool.queued++;
	pthread_mutex_unlock(&spool.mtx);
	pthread_cond_signal(&spool.more);
	return 0;
}

static struct job *spool_take(int *closing)
{
	struct job *j = NULL;
	struct timespec ts;
	int before, rc = 0;

	deadline_in(&ts, 500);
	pthread_mutex_lock(&spool.mtx);
	while (spool.head == NULL && !spool.closing && rc != ETIMEDOUT)
		rc = pthread_cond_timedwait(&spool.more, &spool.mtx, &ts);
	if (rc == ETIMEDOUT && spool.head == NULL)
		spool.timeouts++;
	if (spool.head != NULL) {
		j = spool.head;
		spool.head = j->next;
		if (spool.head == NULL)
			spool.tail = &spool.head;
		before = spool.queued;
		spool.queued = before - 1;
	}
	*closing = spool.closing;
	pthread_mutex_unlock(&spool.mtx);
	return j;
}

static int print_on(struct printer *p, const struct job *j, int blocking)
{
	int rc = blocking ? pthread_mutex_lock(&p->mtx) : pthread_mutex_trylock(&p->mtx);

	if (rc != 0)
		return rc;
	if (p->paper < j->pages) {
		p->jams++;
		p->paper = 500;
	}
	p->paper -= j->pages;
	p->pages_done += j->pages;
	pthread_mutex_unlock(&p->mtx);
	return 0;
}

static void *dispatcher(void *arg)
{
	unsigned mine = 0;
	int closing = 0;

	(void)arg;
	for (;;) {
		struct job *j = spool_take(&closing);
		unsigned i;

		if (j == NULL) {
			if (closing)
				break;
			continue;
		}
		for (i = 0; i < 3; i++)
			if (print_on(&printers[i], j, 0) == 0)
				break;
		if (i == 3 && print_on(&printers[mine % 3], j, 1) != 0)
			abort();
		mine++;
		free(j);
	}
	return (void *)(size_t)mine;
}

int main(void)
{
	pthread_t t[4];
	int i;

	pthread_mutex_init(&spool.mtx, NULL);
	pthread_cond_init(&spool.more, NULL);
	spool.tail = &spool.head;
	for (i = 0; i < 3; i++) {
		pthread_mutex_init(&printers[i].mtx, NULL);
		printers[i].paper = 500;
	}
	for (i = 0; i < 4; i++)
		if (pthread_create(&t[i], NULL, dispatcher, NULL))
			return 1;
	for (i = 0; i < 200; i++)
		spool_submit(i % 40 + 1);
	pthread_mutex_lock(&spool.mtx);
	spool.closing = 1;
	pthread_cond_broadcast(&spool.more);
	pthread_mutex_unlock(&spool.mtx);
	for (i = 0; i < 4; i++)
		pthread_join(t[i], NULL);
	return 0;
}
