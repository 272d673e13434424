// STD: gnu17
#include "coord.h"
#include <stdio.h>

static int child_path(const char *dir, const char *name, char *buf, size_t len)
{
	int n = snprintf(buf, len, "%s/%s", dir, name);
	return n < 0 || (size_t)n >= len ? -1 : 0;
}

/* Shard assignments of workers that were scaled down long ago. */
int janitor_assignments(struct coord *c, int64_t max_age_ms)
{
	struct String_vector kids = {0, NULL};
	struct Stat st;
	char dir[256], path[512];
	int i, n = 0;

	snprintf(dir, sizeof dir, "%s/assign", c->root);
	if (zoo_get_children(c->zh, dir, 0, &kids) != ZOK)
		return -1;
	for (i = 0; i < kids.count; i++) {
		if (child_path(dir, kids.data[i], path, sizeof path) < 0)
			continue;
		if (zoo_exists(c->zh, path, 0, &st) != ZOK)
			continue;
		if (coord_now_ms() - st.ctime < max_age_ms)
			continue;
		if (zoo_delete(c->zh, path, -1) == ZOK) // EXPECT: timestamp-cleanup
			n++;
	}
	deallocate_String_vector(&kids);
	return n;
}

/* Offers nobody has accepted.  Accepting an offer sets its data. */
int janitor_offers(struct coord *c, int64_t max_age_ms)
{
	struct String_vector kids = {0, NULL};
	struct Stat st;
	char dir[256], path[512];
	int i, rc, n = 0;

	snprintf(dir, sizeof dir, "%s/offers", c->root);
	if (zoo_get_children(c->zh, dir, 0, &kids) != ZOK)
		return -1;
	for (i = 0; i < kids.count; i++) {
		if (child_path(dir, kids.data[i], path, sizeof path) < 0)
			continue;
		if (zoo_exists(c->zh, path, 0, &st) != ZOK)
			continue;
		if (st.ephemeralOwner != 0 || st.version != 0)
			continue;
		if (coord_now_ms() - st.ctime < max_age_ms)
			continue;
		rc = zoo_delete(c->zh, path, st.version);
		if (rc == ZBADVERSION)
			fprintf(stderr, "offer %s taken meanwhile\n", path);
		else if (rc == ZOK)
			n++;
	}
	deallocate_String_vector(&kids);
	return n;
}
