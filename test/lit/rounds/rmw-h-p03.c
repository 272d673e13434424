// RUN: %tocsin %s
// STD: gnu17
/* Batch job runner: workers detach a job from the pending list, run it, and put it
 * either back on the list (retry) or on the done list. */
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum job_state { JOB_PENDING, JOB_RUNNING, JOB_DONE, JOB_FAILED };

struct job {
	struct job *next;
	unsigned id;
	enum job_state state;
	unsigned attempts;
	unsigned max_attempts;
	time_t first_run;
	double cpu_seconds;
	char cmd[256];
};

struct runner {
	pthread_mutex_t mu;
	pthread_cond_t more;
	struct job *pending;
	struct job *done;
	unsigned npending, ndone, nrunning;
	bool closing;
};

static void push_pending(struct runner *r, struct job *j)
{
	j->state = JOB_PENDING;
	j->next = r->pending;
	r->pending = j;
	r->npending++;
}

int runner_submit(struct runner *r, unsigned id, const char *cmd)
{
	struct job *j = calloc(1, sizeof *j);
	if (!j)
		return -1;
	j->id = id;
	j->max_attempts = 3;
	snprintf(j->cmd, sizeof j->cmd, "%s", cmd);
	pthread_mutex_lock(&r->mu);
	push_pending(r, j);
	pthread_cond_signal(&r->more);
	pthread_mutex_unlock(&r->mu);
	return 0;
}

static struct job *take_job(struct runner *r)
{
	struct job *j = NULL;
	pthread_mutex_lock(&r->mu);
	while (!r->pending && !r->closing)
		pthread_cond_wait(&r->more, &r->mu);
	if (r->pending) {
		j = r->pending;
		r->pending = j->next;
		r->npending--;
		r->nrunning++;
		j->state = JOB_RUNNING;
		j->next = NULL;
	}
	pthread_mutex_unlock(&r->mu);
	return j;
}

static int run_job(struct job *j)
{
	int st;
	clock_t t0 = clock();

	if (j->attempts == 0)
		j->first_run = time(NULL);
	j->attempts++;
	st = system(j->cmd);
	j->cpu_seconds += (double)(clock() - t0) / CLOCKS_PER_SEC;
	if (st < 0 || !WIFEXITED(st) || WEXITSTATUS(st) != 0) {
		if (j->attempts >= j->max_attempts)
			j->state = JOB_FAILED;
		return -1;
	}
	j->state = JOB_DONE;
	return 0;
}

static void *worker(void *arg)
{
	struct runner *r = arg;
	struct job *j;

	while ((j = take_job(r)) != NULL) {
		int rc = run_job(j);

		pthread_mutex_lock(&r->mu);
		r->nrunning--;
		if (rc < 0 && j->state != JOB_FAILED) {
			push_pending(r, j);
			pthread_cond_signal(&r->more);
		} else {
			j->next = r->done;
			r->done = j;
			r->ndone++;
		}
		pthread_mutex_unlock(&r->mu);
	}
	return NULL;
}

double runner_total_cpu(struct runner *r)
{
	double s = 0;
	pthread_mutex_lock(&r->mu);
	for (struct job *j = r->done; j; j = j->next)
		s += j->cpu_seconds;
	pthread_mutex_unlock(&r->mu);
	return s;
}

int runner_start(struct runner *r, pthread_t *tids, int n)
{
	memset(r, 0, sizeof *r);
	pthread_mutex_init(&r->mu, NULL);
	pthread_cond_init(&r->more, NULL);
	for (int i = 0; i < n; i++)
		if (pthread_create(&tids[i], NULL, worker, r))
			return -1;
	return 0;
}
