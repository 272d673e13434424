// RUN: %tocsin %s
// REQUIRES: stores
// STD: gnu17
/* quota.c - per-user mail quota, one trivial database shared by the delivery agents */
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <tdb.h>

struct quota {
	uint64_t bytes;
	uint32_t messages;
	uint32_t warned;
};

static struct tdb_context *db;
static pthread_mutex_t db_mutex = PTHREAD_MUTEX_INITIALIZER;

int quota_open(const char *path)
{
	db = tdb_open(path, 0, TDB_DEFAULT, O_RDWR | O_CREAT, 0660);
	return db ? 0 : -errno;
}

static TDB_DATA key_of(const char *user)
{
	TDB_DATA k = { (unsigned char *)user, strlen(user) };

	return k;
}

static bool load(const char *user, struct quota *q)
{
	TDB_DATA d = tdb_fetch(db, key_of(user));
	bool found = d.dptr && d.dsize == sizeof *q;

	if (found)
		memcpy(q, d.dptr, sizeof *q);
	else
		memset(q, 0, sizeof *q);
	free(d.dptr);
	return found;
}

/* one process per mailbox protocol, several threads in each */
int quota_charge(const char *user, uint64_t bytes)
{
	struct quota q;
	TDB_DATA d = { (unsigned char *)&q, sizeof q };
	int rc;

	pthread_mutex_lock(&db_mutex);
	load(user, &q);
	q.bytes += bytes;
	q.messages++;
	rc = tdb_store(db, key_of(user), d, TDB_REPLACE); // EXPECT: unversioned-write
	pthread_mutex_unlock(&db_mutex);
	return rc ? -EIO : 0;
}

int quota_refund(const char *user, uint64_t bytes)
{
	TDB_DATA key = key_of(user);
	struct quota q;
	TDB_DATA d = { (unsigned char *)&q, sizeof q };
	int rc = 0;

	pthread_mutex_lock(&db_mutex);
	if (tdb_chainlock(db, key) != 0) {
		pthread_mutex_unlock(&db_mutex);
		return -EBUSY;
	}
	if (load(user, &q)) {
		q.bytes -= bytes < q.bytes ? bytes : q.bytes;
		q.messages -= q.messages != 0;
		rc = tdb_store(db, key, d, TDB_MODIFY);
	}
	tdb_chainunlock(db, key);
	pthread_mutex_unlock(&db_mutex);
	return rc ? -EIO : 0;
}

/* rename of an account: both records change together */
int quota_move(const char *from, const char *to)
{
	struct quota a, b;
	TDB_DATA d = { (unsigned char *)&b, sizeof b };

	if (tdb_transaction_start(db) != 0)
		return -EBUSY;
	if (!load(from, &a)) {
		tdb_transaction_cancel(db);
		return -ENOENT;
	}
	load(to, &b);
	b.bytes += a.bytes;
	b.messages += a.messages;
	if (tdb_store(db, key_of(to), d, TDB_REPLACE) || tdb_delete(db, key_of(from))) {
		tdb_transaction_cancel(db);
		return -EIO;
	}
	return tdb_transaction_commit(db) ? -EIO : 0;
}

int quota_create(const char *user)
{
	struct quota q = { 0 };
	TDB_DATA d = { (unsigned char *)&q, sizeof q };

	return tdb_store(db, key_of(user), d, TDB_INSERT) ? -EEXIST : 0;
}

int quota_warn(const char *user, uint64_t limit)
{
	struct quota q;
	TDB_DATA d;

	if (!load(user, &q) || q.bytes < limit || q.warned)
		return 0;
	printf("user %s is over quota: %llu\n", user, (unsigned long long)q.bytes);
	q.warned = 1;
	d.dptr = (unsigned char *)&q;
	d.dsize = sizeof q;
	if (tdb_store(db, key_of(user), d, TDB_MODIFY)) // EXPECT: unversioned-write
		return -EIO;
	return 1;
}
