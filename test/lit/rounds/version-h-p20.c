// RUN: %tocsin %s
// REQUIRES: stores
// STD: gnu17
/* shard-router: moves shard ownership lists in ZooKeeper. Everything runs on
 * the completion thread of the asynchronous client. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <syslog.h>
#include <zookeeper/zookeeper.h>

struct move_op {
	zhandle_t *zh;
	char path[128];
	char from[64];
	char to[64];
	void (*done)(void *arg, int rc);
	void *arg;
};

zhandle_t *router_zh;

static void finish(struct move_op *op, int rc)
{
	if (op->done)
		op->done(op->arg, rc);
	free(op);
}

/* replaces "<from>" by "<to>" in a comma separated list */
static char *replace_owner(const char *list, int len, const char *from, const char *to)
{
	char *copy = strndup(list, (size_t)len), *out, *save = NULL, *tok;

	if (copy == NULL)
		return NULL;
	out = calloc(1, (size_t)len + strlen(to) + 2);
	if (out != NULL)
		for (tok = strtok_r(copy, ",", &save); tok; tok = strtok_r(NULL, ",", &save)) {
			if (*out)
				strcat(out, ",");
			strcat(out, strcmp(tok, from) == 0 ? to : tok);
		}
	free(copy);
	return out;
}

static void on_written(int rc, const struct Stat *stat, const void *data)
{
	struct move_op *op = (struct move_op *)data;

	if (rc == ZOK)
		syslog(LOG_INFO, "%s is at version %d", op->path, stat->version);
	finish(op, rc);
}

static void on_owners(int rc, const char *value, int len, const struct Stat *stat, const void *data)
{
	struct move_op *op = (struct move_op *)data;
	char *list;

	if (rc != ZOK) {
		finish(op, rc);
		return;
	}
	syslog(LOG_DEBUG, "%s: version %d", op->path, stat->version);
	list = replace_owner(value, len, op->from, op->to);
	if (list == NULL) {
		finish(op, ZSYSTEMERROR);
		return;
	}
	rc = zoo_aset(op->zh, op->path, list, (int)strlen(list), -1, on_written, op); // EXPECT: unversioned-write
	free(list);
	if (rc != ZOK)
		finish(op, rc);
}

int shard_move(zhandle_t *zh, int shard, const char *from, const char *to,
	       void (*done)(void *, int), void *arg)
{
	struct move_op *op = calloc(1, sizeof(*op));
	int rc;

	if (op == NULL)
		return ZSYSTEMERROR;
	op->zh = zh;
	op->done = done;
	op->arg = arg;
	snprintf(op->path, sizeof(op->path), "/router/shards/%d/owners", shard);
	snprintf(op->from, sizeof(op->from), "%s", from);
	snprintf(op->to, sizeof(op->to), "%s", to);
	rc = zoo_aget(zh, op->path, 0, on_owners, op);
	if (rc != ZOK)
		free(op);
	return rc;
}

/* drops the tombstone of a shard, unless it was renewed since */
static void on_deleted(int rc, const void *data)
{
	if (rc != ZOK && rc != ZNONODE)
		syslog(LOG_NOTICE, "tombstone %s stays: %s", (const char *)data, zerror(rc));
	free((void *)data);
}

static void on_tombstone(int rc, const char *value, int len, const struct Stat *stat, const void *data)
{
	char *path = (char *)data;

	if (rc == ZOK && len >= 4 && memcmp(value, "dead", 4) == 0 &&
	    zoo_adelete(router_zh, path, stat->version, on_deleted, path) == ZOK)
		return;
	free(path);
}

int tombstone_sweep(zhandle_t *zh, int shard)
{
	char *path = malloc(64);

	if (path == NULL)
		return ZSYSTEMERROR;
	snprintf(path, 64, "/router/tombs/%d", shard);
	return zoo_aget(zh, path, 0, on_tombstone, path);
}
