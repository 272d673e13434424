// RUN: %tocsin %s
// STD: gnu17
/* spoold: in-memory job queue in front of the device back ends */
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/queue.h>

enum job_state { JOB_QUEUED, JOB_PRINTING, JOB_DONE };

struct job {
	TAILQ_ENTRY(job) link;
	unsigned         id;
	enum job_state   state;
	size_t           bytes;
	char             owner[32];
};

struct ppd {
	char model[40];
	int  duplex;
	int  max_dpi;
};

struct spooler {
	pthread_mutex_t        mu;
	pthread_cond_t         ready;
	TAILQ_HEAD(, job)      jobs;
	size_t                 queued_bytes;
	unsigned               next_id;
	int                    closing;
};

extern struct ppd *ppd_parse(const char *path);
extern int device_send(const struct ppd *ppd, const struct job *j);

int spool_submit(struct spooler *sp, const char *owner, size_t bytes)
{
	struct job *j = calloc(1, sizeof *j);
	int id;

	if (!j)
		return -ENOMEM;
	j->bytes = bytes;
	snprintf(j->owner, sizeof j->owner, "%s", owner);
	pthread_mutex_lock(&sp->mu);
	j->id = ++sp->next_id;
	id = (int)j->id;
	TAILQ_INSERT_TAIL(&sp->jobs, j, link);
	sp->queued_bytes += bytes;
	pthread_cond_signal(&sp->ready);
	pthread_mutex_unlock(&sp->mu);
	return id;
}

int spool_cancel(struct spooler *sp, unsigned id)
{
	struct job *j;
	size_t remaining = 0;
	int rc = 0;

	pthread_mutex_lock(&sp->mu);
	TAILQ_FOREACH(j, &sp->jobs, link)
		if (j->id == id)
			break;
	if (j == NULL) {
		rc = -ENOENT;
		goto out;
	}
	if (j->state == JOB_PRINTING) {
		rc = -EBUSY;
		goto out;
	}
	TAILQ_REMOVE(&sp->jobs, j, link);
	remaining = sp->queued_bytes - j->bytes;
out:
	pthread_mutex_unlock(&sp->mu);
	if (rc == 0) {
		sp->queued_bytes = remaining; // EXPECT: lost-update
		free(j);
	}
	return rc;
}

static const struct ppd *default_ppd(void)
{
	static struct ppd *cached;

	if (cached == NULL)
		cached = ppd_parse("/etc/spoold/default.ppd"); // EXPECT: check-then-act
	return cached;
}

static void *backend_main(void *arg)
{
	struct spooler *sp = arg;

	for (;;) {
		struct job *j;

		pthread_mutex_lock(&sp->mu);
		while ((j = TAILQ_FIRST(&sp->jobs)) == NULL && !sp->closing)
			pthread_cond_wait(&sp->ready, &sp->mu);
		if (j == NULL) {
			pthread_mutex_unlock(&sp->mu);
			return NULL;
		}
		TAILQ_REMOVE(&sp->jobs, j, link);
		sp->queued_bytes -= j->bytes;
		j->state = JOB_PRINTING;
		pthread_mutex_unlock(&sp->mu);

		if (device_send(default_ppd(), j) < 0)
			fprintf(stderr, "job %u: device error\n", j->id);
		free(j);
	}
}

int spool_start(struct spooler *sp, pthread_t *tids, int n)
{
	pthread_mutex_init(&sp->mu, NULL);
	pthread_cond_init(&sp->ready, NULL);
	TAILQ_INIT(&sp->jobs);
	sp->queued_bytes = 0;
	for (int i = 0; i < n; i++)
		if (pthread_create(&tids[i], NULL, backend_main, sp))
			return -EAGAIN;
	return 0;
}
