// STD: gnu17
#include <stdio.h>
#include <string.h>

#include "coord.h"

static int list(struct coord *c, const char *sub, char *dir, size_t n,
		struct String_vector *out)
{
	snprintf(dir, n, "%s/%s", c->root, sub);
	return zoo_get_children(c->zh, dir, 0, out);
}

int coord_trim_tasks(struct coord *c)
{
	struct String_vector kids = { 0, NULL };
	char dir[192], path[512];
	int64_t now = coord_now_ms();
	int n = 0;

	if (list(c, "tasks", dir, sizeof dir, &kids) != ZOK)
		return -1;
	for (int i = 0; i < kids.count; i++) {
		struct Stat st;

		snprintf(path, sizeof path, "%s/%s", dir, kids.data[i]);
		if (zoo_exists(c->zh, path, 0, &st) != ZOK)
			continue;
		if (st.ctime + c->task_ttl_ms > now)
			continue;
		if (zoo_delete(c->zh, path, -1) == ZOK) // EXPECT: timestamp-cleanup
			n++;
	}
	deallocate_String_vector(&kids);
	return n;
}

/* Probe nodes are rewritten by their writer at every round. */
int coord_trim_probes(struct coord *c)
{
	struct String_vector kids = { 0, NULL };
	char dir[192], path[512];
	int64_t now = coord_now_ms();
	int n = 0;

	if (list(c, "probes", dir, sizeof dir, &kids) != ZOK)
		return -1;
	for (int i = 0; i < kids.count; i++) {
		struct Stat st;
		int rc;

		snprintf(path, sizeof path, "%s/%s", dir, kids.data[i]);
		if (zoo_exists(c->zh, path, 0, &st) != ZOK)
			continue;
		if (st.ephemeralOwner != 0 || now - st.mtime < c->probe_ttl_ms)
			continue;
		rc = zoo_delete(c->zh, path, st.version);
		if (rc == ZOK)
			n++;
		else if (rc != ZBADVERSION && rc != ZNONODE)
			fprintf(stderr, "%s: %s\n", path, zerror(rc));
	}
	deallocate_String_vector(&kids);
	return n;
}
