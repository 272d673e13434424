// RUN: %tocsin %s
// STD: gnu17
// REQUIRES: stores
/* urlq - crawl frontier in LMDB; the fetcher processes share one environment. */
#include <lmdb.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

struct host_stat {
    uint32_t fetched;
    uint32_t errors;
    uint64_t bytes;
};

struct frontier {
    MDB_env *env;
    MDB_dbi hosts;
    MDB_dbi seen;
    pthread_mutex_t mu;
};

static MDB_val val_of(const void *p, size_t n)
{
    MDB_val v = { .mv_size = n, .mv_data = (void *)p };
    return v;
}

static int load_stat(MDB_txn *txn, MDB_dbi dbi, const char *host, struct host_stat *hs)
{
    MDB_val k = val_of(host, strlen(host)), v;
    int rc = mdb_get(txn, dbi, &k, &v);

    memset(hs, 0, sizeof *hs);
    if (rc == MDB_NOTFOUND)
        return 0;
    if (rc == 0 && v.mv_size == sizeof *hs)
        memcpy(hs, v.mv_data, sizeof *hs);
    return rc;
}

static int frontier_note_error(struct frontier *f, const char *host)
{
    struct host_stat hs;
    MDB_txn *txn;
    MDB_val k = val_of(host, strlen(host)), v;
    int rc;

    pthread_mutex_lock(&f->mu);
    rc = mdb_txn_begin(f->env, NULL, MDB_RDONLY, &txn);
    if (rc == 0) {
        rc = load_stat(txn, f->hosts, host, &hs);
        mdb_txn_abort(txn);
    }
    if (rc == 0)
        rc = mdb_txn_begin(f->env, NULL, 0, &txn);
    if (rc == 0) {
        hs.errors++;
        v = val_of(&hs, sizeof hs);
        rc = mdb_put(txn, f->hosts, &k, &v, 0); // EXPECT-MISS: unversioned-write
        if (rc == 0)
            rc = mdb_txn_commit(txn);
        else
            mdb_txn_abort(txn);
    }
    pthread_mutex_unlock(&f->mu);
    return rc;
}

static int frontier_note_fetch(struct frontier *f, const char *host, uint64_t bytes)
{
    struct host_stat hs;
    MDB_txn *txn;
    MDB_val k = val_of(host, strlen(host)), v;
    int rc = mdb_txn_begin(f->env, NULL, 0, &txn);

    if (rc)
        return rc;
    rc = load_stat(txn, f->hosts, host, &hs);
    if (rc == 0) {
        hs.fetched++;
        hs.bytes += bytes;
        v = val_of(&hs, sizeof hs);
        rc = mdb_put(txn, f->hosts, &k, &v, 0);
    }
    if (rc) {
        mdb_txn_abort(txn);
        return rc;
    }
    return mdb_txn_commit(txn);
}

/* 1 = this process got the URL, 0 = somebody had it already */
static int frontier_claim(struct frontier *f, const char *url)
{
    pid_t self = getpid();
    MDB_txn *txn;
    MDB_val k = val_of(url, strlen(url)), v = val_of(&self, sizeof self);
    int rc = mdb_txn_begin(f->env, NULL, 0, &txn);

    if (rc)
        return rc < 0 ? rc : -rc;
    rc = mdb_put(txn, f->seen, &k, &v, MDB_NOOVERWRITE);
    if (rc == MDB_KEYEXIST || rc) {
        mdb_txn_abort(txn);
        return rc == MDB_KEYEXIST ? 0 : rc < 0 ? rc : -rc;
    }
    rc = mdb_txn_commit(txn);
    return rc == 0 ? 1 : rc < 0 ? rc : -rc;
}

static int fetcher(const char *dir, unsigned seed)
{
    struct frontier f = { .mu = PTHREAD_MUTEX_INITIALIZER };
    MDB_txn *txn;
    char url[64];

    if (mdb_env_create(&f.env) || mdb_env_set_maxdbs(f.env, 2) || mdb_env_open(f.env, dir, 0, 0644))
        return 1;
    if (mdb_txn_begin(f.env, NULL, 0, &txn) || mdb_dbi_open(txn, "hosts", MDB_CREATE, &f.hosts) ||
        mdb_dbi_open(txn, "seen", MDB_CREATE, &f.seen) || mdb_txn_commit(txn))
        return 1;
    for (unsigned i = 0; i < 10000; i++) {
        snprintf(url, sizeof url, "http://h%u.example/%u", (i + seed) % 7, i);
        if (frontier_claim(&f, url) != 1)
            continue;
        *strrchr(url, '/') = '\0';
        if (i % 13 ? frontier_note_fetch(&f, url, 4096) : frontier_note_error(&f, url))
            fprintf(stderr, "urlq: %s: statistics not stored\n", url);
    }
    mdb_env_close(f.env);
    return 0;
}

int main(int argc, char **argv)
{
    const char *dir = argc > 1 ? argv[1] : "/var/lib/urlq";
    int st, failed = 0;

    for (unsigned i = 0; i < 4; i++)
        if (fork() == 0)
            _exit(fetcher(dir, i));
    while (wait(&st) > 0)
        failed |= st;
    return failed != 0;
}
