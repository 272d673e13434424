// STD: gnu17
#include "coord.h"
#include <stdio.h>
#include <string.h>
#include <time.h>

int coord_path(const struct coord *c, const char *kind, const char *name, char *buf, int len)
{
	int n = snprintf(buf, (size_t)len, "%s/%s/%s", c->root, kind, name);
	return n < 0 || n >= len ? -1 : 0;
}

int64_t coord_now_ms(void)
{
	struct timespec ts;
	clock_gettime(CLOCK_REALTIME, &ts);
	return (int64_t)ts.tv_sec * 1000 + ts.tv_nsec / 1000000;
}

/* A worker writes its name into the assignment node and keeps working on the
 * shard for as long as the node carries its name. */
int coord_take_shard(struct coord *c, const char *shard, const char *worker)
{
	char path[512];
	int rc;

	if (coord_path(c, "assign", shard, path, sizeof path) < 0)
		return ZBADARGUMENTS;
	rc = zoo_create(c->zh, path, worker, (int)strlen(worker), &ZOO_OPEN_ACL_UNSAFE, 0, NULL, 0);
	if (rc == ZNODEEXISTS)
		return ZNODEEXISTS;
	return rc;
}
