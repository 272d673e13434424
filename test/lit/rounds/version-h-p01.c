// RUN: %tocsin %s
// REQUIRES: stores
// STD: gnu17
/*
 * quota-agent: keeps per-tenant storage quotas in ZooKeeper.
 *
 * Node layout:
 *   /storage/quota/<tenant>     "used=<bytes>;limit=<bytes>"
 *   /storage/quota-audit/<host> last action, one node per agent host
 */
#define THREADED
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <syslog.h>
#include <unistd.h>
#include <zookeeper/zookeeper.h>

#define QUOTA_ROOT  "/storage/quota"
#define AUDIT_ROOT  "/storage/quota-audit"
#define ANY_VERSION (-1)
#define MAX_RETRY   8

struct quota {
	uint64_t used;
	uint64_t limit;
};

static int quota_parse(const char *buf, struct quota *q)
{
	if (sscanf(buf, "used=%" SCNu64 ";limit=%" SCNu64, &q->used, &q->limit) != 2)
		return -EINVAL;
	return 0;
}

static int quota_format(const struct quota *q, char *buf, size_t len)
{
	return snprintf(buf, len, "used=%" PRIu64 ";limit=%" PRIu64, q->used, q->limit);
}

static int quota_fetch(zhandle_t *zh, const char *path, struct quota *q, struct Stat *st)
{
	char buf[256];
	int len = (int)sizeof(buf) - 1;
	int rc = zoo_get(zh, path, 0, buf, &len, st);

	if (rc != ZOK)
		return rc;
	if (len < 0)
		return ZMARSHALLINGERROR;
	buf[len] = '\0';
	return quota_parse(buf, q) == 0 ? ZOK : ZMARSHALLINGERROR;
}

static void audit(zhandle_t *zh, const char *what)
{
	char path[256], host[128];

	if (gethostname(host, sizeof(host)) != 0)
		strcpy(host, "unknown");
	snprintf(path, sizeof(path), AUDIT_ROOT "/%s", host);
	if (zoo_set(zh, path, what, (int)strlen(what), ANY_VERSION) == ZNONODE)
		zoo_create(zh, path, what, (int)strlen(what), &ZOO_OPEN_ACL_UNSAFE,
			   ZOO_EPHEMERAL, NULL, 0);
}

/* called on the write path for every accepted object */
int quota_charge(zhandle_t *zh, const char *tenant, uint64_t bytes)
{
	char path[256], out[128];
	struct quota q;
	struct Stat st;
	int attempt, rc, n;

	snprintf(path, sizeof(path), QUOTA_ROOT "/%s", tenant);
	for (attempt = 0; attempt < MAX_RETRY; attempt++) {
		rc = quota_fetch(zh, path, &q, &st);
		if (rc != ZOK)
			return rc;
		if (q.used + bytes > q.limit)
			return ZNOAUTH;
		q.used += bytes;
		n = quota_format(&q, out, sizeof(out));
		rc = zoo_set(zh, path, out, n, st.version);
		if (rc != ZBADVERSION)
			return rc;
		usleep(1000u << attempt);
	}
	return ZBADVERSION;
}

/* called by the garbage collector once an object is physically gone */
int quota_release(zhandle_t *zh, const char *tenant, uint64_t bytes)
{
	char path[256], out[128];
	struct quota q;
	struct Stat st;
	int rc, n;

	snprintf(path, sizeof(path), QUOTA_ROOT "/%s", tenant);
	rc = quota_fetch(zh, path, &q, &st);
	if (rc != ZOK) {
		syslog(LOG_WARNING, "quota: cannot read %s: %s", path, zerror(rc));
		return rc;
	}
	if (bytes > q.used) {
		syslog(LOG_NOTICE, "quota: %s below zero, clamping", tenant);
		q.used = 0;
	} else {
		q.used -= bytes;
	}
	n = quota_format(&q, out, sizeof(out));
	rc = zoo_set(zh, path, out, n, ANY_VERSION); // EXPECT: unversioned-write
	if (rc != ZOK)
		syslog(LOG_ERR, "quota: cannot write %s: %s", path, zerror(rc));
	else
		audit(zh, "release");
	return rc;
}

/* billing: the customer booked more space */
int quota_extend(zhandle_t *zh, const char *tenant, uint64_t extra)
{
	char path[256], out[128];
	struct quota q;
	struct Stat st;
	int rc, n;

	snprintf(path, sizeof(path), QUOTA_ROOT "/%s", tenant);
	do {
		rc = quota_fetch(zh, path, &q, &st);
		if (rc != ZOK)
			return rc;
		q.limit += extra;
		n = quota_format(&q, out, sizeof(out));
		rc = zoo_set(zh, path, out, n, st.cversion); // EXPECT: unversioned-write
	} while (rc == ZBADVERSION);
	return rc;
}

/* operator command: replaces whatever is there */
int quota_reset(zhandle_t *zh, const char *tenant, uint64_t limit)
{
	struct quota q = { 0, limit };
	char path[256], out[128];
	int n = quota_format(&q, out, sizeof(out));

	snprintf(path, sizeof(path), QUOTA_ROOT "/%s", tenant);
	return zoo_set(zh, path, out, n, ANY_VERSION);
}
