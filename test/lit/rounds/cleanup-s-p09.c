// RUN: %tocsin %s
// STD: gnu17
/* hookd: runs site hooks in children of its own, each with a scratch directory,
 * and stops those that exceed their time. */
#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define MAX_HOOKS 16

struct hook_run {
	pid_t pid;
	time_t started;
	int killed;
	char scratch[64];
};

struct hook_table {
	pthread_mutex_t mu;
	struct hook_run run[MAX_HOOKS];
	int max_runtime;
};

static void drop_scratch(struct hook_run *r)
{
	char out[96];

	snprintf(out, sizeof(out), "%s/out", r->scratch);
	if (unlink(out) < 0 && errno != ENOENT)
		perror(out);
	if (rmdir(r->scratch) < 0)
		perror(r->scratch);
	r->scratch[0] = '\0';
}

int hook_spawn(struct hook_table *t, char *const argv[])
{
	int i, rc = -1;

	pthread_mutex_lock(&t->mu);
	for (i = 0; i < MAX_HOOKS && t->run[i].pid; i++)
		;
	if (i == MAX_HOOKS)
		goto out;
	strcpy(t->run[i].scratch, "/tmp/hookd.XXXXXX");
	if (!mkdtemp(t->run[i].scratch))
		goto out;
	t->run[i].killed = 0;
	t->run[i].started = time(NULL);
	t->run[i].pid = fork();
	if (t->run[i].pid == 0) {
		if (chdir(t->run[i].scratch) == 0)
			execv(argv[0], argv);
		_exit(127);
	}
	if (t->run[i].pid < 0) {
		t->run[i].pid = 0;
		drop_scratch(&t->run[i]);
		goto out;
	}
	rc = 0;
out:
	pthread_mutex_unlock(&t->mu);
	return rc;
}

static void tick_locked(struct hook_table *t)
{
	time_t now = time(NULL);
	int i, status;

	for (i = 0; i < MAX_HOOKS; i++) {
		struct hook_run *r = &t->run[i];

		if (!r->pid)
			continue;
		if (waitpid(r->pid, &status, WNOHANG) == r->pid) {
			r->pid = 0;
			drop_scratch(r);
			continue;
		}
		if (now - r->started <= t->max_runtime) // EXPECT: wall-clock-interval
			continue;
		kill(r->pid, r->killed ? SIGKILL : SIGTERM);
		r->killed = 1;
	}
}

static void *hook_watch(void *arg)
{
	struct hook_table *t = arg;

	for (;;) {
		sleep(1);
		pthread_mutex_lock(&t->mu);
		tick_locked(t);
		pthread_mutex_unlock(&t->mu);
	}
	return NULL;
}

int main(int argc, char **argv)
{
	static struct hook_table table = {.mu = PTHREAD_MUTEX_INITIALIZER, .max_runtime = 30};
	pthread_t tid;

	if (argc < 2 || pthread_create(&tid, NULL, hook_watch, &table))
		return 1;
	if (hook_spawn(&table, argv + 1) < 0)
		return 1;
	pthread_join(tid, NULL);
	return 0;
}
