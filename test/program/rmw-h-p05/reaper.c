// STD: gnu17
#include <stdio.h>
#include <unistd.h>
#include "session.h"

static int ttl_seconds = 300;

static void sweep(struct session_table *t)
{
	time_t now = time(NULL);
	if (now == (time_t)-1)
		return;
	table_expire(t, now, ttl_seconds); // EXPECT-NOISE: lost-update
}

void *reaper_main(void *arg)
{
	struct session_table *t = arg;
	for (;;) {
		sleep(5);
		sweep(t);
	}
	return NULL;
}

int reaper_start(void)
{
	pthread_t tid;
	if (pthread_create(&tid, NULL, reaper_main, &g_sessions)) {
		fprintf(stderr, "reaper: cannot start\n");
		return -1;
	}
	pthread_detach(tid);
	return 0;
}
