// STD: gnu17
#include <stdio.h>
#include <string.h>
#include <sys/time.h>

#include "coord.h"

int64_t coord_now_ms(void)
{
	struct timeval tv;

	gettimeofday(&tv, NULL);
	return (int64_t)tv.tv_sec * 1000 + tv.tv_usec / 1000;
}

/* A worker writes its name into the task node and processes it in place. */
int coord_claim_task(struct coord *c, const char *task, const char *worker)
{
	char path[256], cur[128];
	int len = sizeof cur;
	struct Stat st;
	int rc;

	snprintf(path, sizeof path, "%s/tasks/%s", c->root, task);
	rc = zoo_get(c->zh, path, 0, cur, &len, &st);
	if (rc != ZOK)
		return rc;
	if (len > 0)
		return ZNODEEXISTS;
	return zoo_set(c->zh, path, worker, (int)strlen(worker), st.version);
}
