// STD: gnu17
#include "session.h"

#include <pthread.h>
#include <stdio.h>
#include <string.h>

struct request {
	uint32_t	sid;
	char		text[256];
};

static void *
worker_main(void *arg)
{
	struct request *rq = arg;
	struct session *s = session_find(rq->sid);
	char line[320];
	int n;

	if (s == NULL)
		return NULL;
	n = snprintf(line, sizeof(line), "%s: %s\r\n", s->user, rq->text);
	if (n > 0)
		session_queue(s, line, (size_t)n);
	return NULL;
}

int
worker_submit(struct request *rq)
{
	pthread_t t;

	if (pthread_create(&t, NULL, worker_main, rq) != 0)
		return -1;
	return pthread_detach(t);
}

int
main(void)
{
	struct request rq = { .sid = 1, .text = "hello" };

	reaper_start(60000);
	if (session_new(1, 0, "root") == NULL)
		return 1;
	return worker_submit(&rq);
}
