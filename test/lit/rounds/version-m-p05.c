// RUN: %tocsin %s
// REQUIRES: berkeleydb
// STD: gnu17
/* accounts.c - prepaid accounts of the telephony switch, Berkeley DB */
#include <db.h>
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>

struct account {
	long long micros;
	unsigned version;
	unsigned calls;
};

static DB_ENV *env;
static DB *accounts;

static void bind(DBT *k, const char *msisdn, DBT *v, struct account *a)
{
	memset(k, 0, sizeof *k);
	memset(v, 0, sizeof *v);
	k->data = (void *)msisdn;
	k->size = (u_int32_t)strlen(msisdn);
	v->data = a;
	v->size = v->ulen = sizeof *a;
	v->flags = DB_DBT_USERMEM;
}

int acct_debit(const char *msisdn, long long micros)
{
	struct account a;
	DB_TXN *txn;
	DBT k, v;
	int rc;

	do {
		rc = env->txn_begin(env, NULL, &txn, 0);
		if (rc)
			return -EIO;
		bind(&k, msisdn, &v, &a);
		rc = accounts->get(accounts, txn, &k, &v, DB_RMW);
		if (rc == 0 && a.micros < micros)
			rc = ENOSPC;
		if (rc == 0) {
			a.micros -= micros;
			a.calls++;
			a.version++;
			rc = accounts->put(accounts, txn, &k, &v, 0);
		}
		if (rc == 0)
			rc = txn->commit(txn, 0);
		else
			txn->abort(txn);
	} while (rc == DB_LOCK_DEADLOCK);
	return rc == 0 ? 0 : rc == ENOSPC ? -ENOSPC : -EIO;
}

int acct_open(const char *msisdn, long long micros)
{
	struct account a = { .micros = micros, .version = 1 };
	DBT k, v;
	int rc;

	bind(&k, msisdn, &v, &a);
	rc = accounts->put(accounts, NULL, &k, &v, DB_NOOVERWRITE | DB_AUTO_COMMIT);
	return rc == DB_KEYEXIST ? -EEXIST : rc ? -EIO : 0;
}

/* read-only look before the transaction: most requests end here */
int acct_credit(const char *msisdn, long long micros)
{
	struct account a;
	DB_TXN *txn;
	DBT k, v;
	int rc;

	bind(&k, msisdn, &v, &a);
	rc = accounts->get(accounts, NULL, &k, &v, 0);
	if (rc == DB_NOTFOUND)
		return -ENOENT;
	for (;;) {
		if (env->txn_begin(env, NULL, &txn, 0))
			return -EIO;
		bind(&k, msisdn, &v, &a);
		rc = accounts->get(accounts, txn, &k, &v, DB_RMW);
		if (!rc) {
			a.micros += micros;
			a.version++;
			rc = accounts->put(accounts, txn, &k, &v, 0);
		}
		if (!rc)
			return txn->commit(txn, 0) ? -EIO : 0;
		txn->abort(txn);
		if (rc != DB_LOCK_DEADLOCK)
			return -EIO;
	}
}

/* copy into the archive database: another store */
int acct_archive(DB *archive, const char *msisdn)
{
	struct account a;
	DBT k, v;

	bind(&k, msisdn, &v, &a);
	if (accounts->get(accounts, NULL, &k, &v, 0))
		return -ENOENT;
	return archive->put(archive, NULL, &k, &v, 0) ? -EIO : 0;
}

int acct_init(const char *home)
{
	int rc = db_env_create(&env, 0);

	if (!rc)
		rc = env->open(env, home, DB_CREATE | DB_INIT_TXN | DB_INIT_LOCK | DB_INIT_LOG | DB_INIT_MPOOL | DB_THREAD, 0);
	if (!rc)
		rc = db_create(&accounts, env, 0);
	if (!rc)
		rc = accounts->open(accounts, NULL, "accounts.db", NULL, DB_BTREE, DB_CREATE | DB_AUTO_COMMIT | DB_THREAD, 0640);
	if (rc)
		fprintf(stderr, "accounts: %s\n", db_strerror(rc));
	return rc;
}
