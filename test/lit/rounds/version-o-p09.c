// RUN: %tocsin %s
// STD: gnu17
// REQUIRES: stores
/* Mail filter state shared by all smtpd children: greylist (TDB), senders (LMDB), domains (GDBM). */
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/types.h>
#include <time.h>
#include <unistd.h>
#include <fcntl.h>
#include <gdbm.h>
#include <lmdb.h>
#include <tdb.h>

struct grey {
    int64_t first_seen;
    int64_t last_seen;
    uint32_t tries;
};

struct sender {
    uint64_t ham, spam;
};

static TDB_DATA triplet_key(const char *triplet)
{
    TDB_DATA k = { .dptr = (unsigned char *)triplet, .dsize = strlen(triplet) };

    return k;
}

/* Returns 1 when the triplet may pass, 0 to defer, negative on error. */
int grey_check(struct tdb_context *db, const char *triplet, int64_t now, int delay)
{
    TDB_DATA key = triplet_key(triplet);
    TDB_DATA raw, out;
    struct grey g = { .first_seen = now, .last_seen = now, .tries = 0 };
    int rc = -EIO;

    if (tdb_chainlock(db, key) != 0)
        return -EDEADLK;
    raw = tdb_fetch(db, key);
    if (raw.dptr && raw.dsize == sizeof g)
        memcpy(&g, raw.dptr, sizeof g);
    free(raw.dptr);
    g.tries++;
    g.last_seen = now;
    out.dptr = (unsigned char *)&g;
    out.dsize = sizeof g;
    if (tdb_store(db, key, out, TDB_REPLACE) == 0)
        rc = now - g.first_seen >= delay;
    tdb_chainunlock(db, key);
    return rc;
}

/* First contact is recorded once; a later child keeps the earlier record. */
int grey_first(struct tdb_context *db, const char *triplet, int64_t now)
{
    TDB_DATA key = triplet_key(triplet);
    struct grey g = { .first_seen = now, .last_seen = now, .tries = 1 };
    TDB_DATA rec = { .dptr = (unsigned char *)&g, .dsize = sizeof g };

    if (tdb_exists(db, key))
        return 0;
    if (tdb_store(db, key, rec, TDB_INSERT) == 0)
        return 1;
    return tdb_error(db) == TDB_ERR_EXISTS ? 0 : -EIO;
}

/* The reading transaction only decides whether the writing one is worth its sync. */
int sender_learn(MDB_env *env, MDB_dbi dbi, const char *addr, int is_spam)
{
    MDB_val key = { strlen(addr), (void *)addr };
    MDB_val val;
    MDB_txn *txn;
    struct sender s = { 0, 0 };
    int rc;

    rc = mdb_txn_begin(env, NULL, MDB_RDONLY, &txn);
    if (rc)
        return rc;
    if (mdb_get(txn, dbi, &key, &val) == 0 && val.mv_size == sizeof s)
        memcpy(&s, val.mv_data, sizeof s);
    mdb_txn_abort(txn);
    if (is_spam && s.spam > 10000)
        return 0;

    rc = mdb_txn_begin(env, NULL, 0, &txn);
    if (rc)
        return rc;
    memset(&s, 0, sizeof s);
    rc = mdb_get(txn, dbi, &key, &val);
    if (rc == 0 && val.mv_size == sizeof s)
        memcpy(&s, val.mv_data, sizeof s);
    else if (rc != 0 && rc != MDB_NOTFOUND)
        goto abort;
    if (is_spam)
        s.spam++;
    else
        s.ham++;
    val.mv_size = sizeof s;
    val.mv_data = &s;
    rc = mdb_put(txn, dbi, &key, &val, 0);
    if (rc)
        goto abort;
    return mdb_txn_commit(txn);
abort:
    mdb_txn_abort(txn);
    return rc;
}

/* GDBM locks the whole file for a writer from open to close. */
int domain_bump(const char *path, const char *domain, long delta)
{
    GDBM_FILE db = NULL;
    datum key = { (char *)domain, (int)strlen(domain) };
    datum val;
    char text[32];
    long score = 0;
    int rc;

    for (int i = 0; i < 50 && !db; i++) {
        db = gdbm_open(path, 0, GDBM_WRCREAT, 0640, NULL);
        if (!db)
            usleep(20000);
    }
    if (!db)
        return -EBUSY;
    val = gdbm_fetch(db, key);
    if (val.dptr) {
        snprintf(text, sizeof text, "%.*s", val.dsize, val.dptr);
        score = strtol(text, NULL, 10);
        free(val.dptr);
    }
    val.dptr = text;
    val.dsize = snprintf(text, sizeof text, "%ld", score + delta);
    rc = gdbm_store(db, key, val, GDBM_REPLACE);
    gdbm_close(db);
    return rc == 0 ? 0 : -EIO;
}
