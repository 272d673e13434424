// RUN: %tocsin %s
// REQUIRES: stores
// STD: gnu17
/* printd: page accounting in a TDB shared by the spooler children. */
#include <fcntl.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>
#include <sys/types.h>
#include <signal.h>
#include <tdb.h>

struct account {
	uint32_t pages;
	uint32_t jobs;
	int32_t  credit;
};

static TDB_DATA user_key(const char *user)
{
	TDB_DATA k;

	k.dptr = (unsigned char *)user;
	k.dsize = strlen(user) + 1;
	return k;
}

static bool account_fetch(struct tdb_context *tdb, TDB_DATA key, struct account *a)
{
	TDB_DATA d = tdb_fetch(tdb, key);
	bool ok = d.dptr != NULL && d.dsize == sizeof(*a);

	if (ok)
		memcpy(a, d.dptr, sizeof(*a));
	else
		memset(a, 0, sizeof(*a));
	free(d.dptr);
	return ok;
}

static int account_store(struct tdb_context *tdb, TDB_DATA key, const struct account *a)
{
	TDB_DATA d = { (unsigned char *)a, sizeof(*a) };

	return tdb_store(tdb, key, d, TDB_REPLACE);
}

/* one finished job */
int account_charge(struct tdb_context *tdb, const char *user, uint32_t pages, int32_t price)
{
	TDB_DATA key = user_key(user);
	struct account a;
	int rc;

	if (tdb_chainlock(tdb, key) != 0)
		return -1;
	account_fetch(tdb, key, &a);
	a.pages += pages;
	a.jobs++;
	a.credit -= price;
	rc = account_store(tdb, key, &a);
	tdb_chainunlock(tdb, key);
	return rc;
}

/* money paid in at the desk */
int account_deposit(struct tdb_context *tdb, const char *user, int32_t cents)
{
	TDB_DATA key = user_key(user);
	struct account a;

	if (!account_fetch(tdb, key, &a))
		fprintf(stderr, "printd: new account %s\n", user);
	if (cents <= 0 || a.credit > INT32_MAX - cents)
		return -1;
	a.credit += cents;
	return account_store(tdb, key, &a); // EXPECT: unversioned-write
}

/* term end: counters to zero, credit stays */
static int reset_one(struct tdb_context *tdb, TDB_DATA key, TDB_DATA data, void *state)
{
	struct account a;

	(void)state;
	if (data.dsize != sizeof(a))
		return 0;
	memcpy(&a, data.dptr, sizeof(a));
	a.pages = a.jobs = 0;
	return account_store(tdb, key, &a);
}

int account_new_term(struct tdb_context *tdb)
{
	int n;

	if (tdb_transaction_start(tdb) != 0)
		return -1;
	n = tdb_traverse(tdb, reset_one, NULL);
	if (n < 0) {
		tdb_transaction_cancel(tdb);
		return -1;
	}
	return tdb_transaction_commit(tdb);
}

int account_open_user(struct tdb_context *tdb, const char *user)
{
	struct account a = { 0, 0, 500 };
	TDB_DATA d = { (unsigned char *)&a, sizeof(a) };

	return tdb_store(tdb, user_key(user), d, TDB_INSERT);
}
