// STD: gnu17
#include "session.h"

#include <stdlib.h>
#include <unistd.h>

static pthread_mutex_t	reap_lock = PTHREAD_MUTEX_INITIALIZER;
static int		reap_paused;
static int64_t		reap_idle;
static pthread_t	reap_tid;

void
reaper_pause(int on)
{
	pthread_mutex_lock(&reap_lock);
	reap_paused = on;
	pthread_mutex_unlock(&reap_lock);
}

static int
reap_pass(int64_t now)
{
	struct session *s, *next;
	int n = 0;

	pthread_mutex_lock(&reap_lock);
	if (reap_paused)
		goto out;
	for (s = TAILQ_FIRST(&sess_all); s != NULL; s = next) {
		next = TAILQ_NEXT(s, link);
		if (now - s->last_active < reap_idle)
			continue;
		session_destroy(s); // EXPECT: timestamp-cleanup
		n++;
	}
out:
	pthread_mutex_unlock(&reap_lock);
	return n;
}

static void *
reap_main(void *arg)
{
	(void)arg;
	for (;;) {
		sleep(5);
		reap_pass(mono_ms());
	}
	return NULL;
}

int
reaper_start(int64_t idle_ms)
{
	reap_idle = idle_ms;
	return pthread_create(&reap_tid, NULL, reap_main, NULL);
}
