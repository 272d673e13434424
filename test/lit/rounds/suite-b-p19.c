// RUN: %tocsin %s
// REQUIRES: stores
// STD: gnu17
/* p19: LMDB transactions and memcached; what brackets or accompanies the write varies. */
#include <lmdb.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <time.h>

typedef struct memcached_st memcached_st;
typedef enum { MEMCACHED_SUCCESS = 0, MEMCACHED_DATA_EXISTS = 12, MEMCACHED_NOTSTORED = 14, MEMCACHED_NOTFOUND = 16 } memcached_return_t;
typedef struct memcached_result_st memcached_result_st;
char *memcached_get(memcached_st *ptr, const char *key, size_t key_length, size_t *value_length, uint32_t *flags, memcached_return_t *error);
memcached_return_t memcached_mget(memcached_st *ptr, const char *const *keys, const size_t *key_length, size_t number_of_keys);
memcached_result_st *memcached_fetch_result(memcached_st *ptr, memcached_result_st *result, memcached_return_t *error);
const char *memcached_result_value(const memcached_result_st *self);
uint64_t memcached_result_cas(const memcached_result_st *self);
void memcached_result_free(memcached_result_st *result);
memcached_return_t memcached_set(memcached_st *ptr, const char *key, size_t key_length, const char *value, size_t value_length, time_t expiration, uint32_t flags);
memcached_return_t memcached_add(memcached_st *ptr, const char *key, size_t key_length, const char *value, size_t value_length, time_t expiration, uint32_t flags);
memcached_return_t memcached_cas(memcached_st *ptr, const char *key, size_t key_length, const char *value, size_t value_length, time_t expiration, uint32_t flags, uint64_t cas);

/* a counter in LMDB: two transactions */
int bump_01(MDB_env *env, MDB_dbi dbi, MDB_val *key)
{
    MDB_txn *txn;
    MDB_val val;
    uint64_t n = 0;
    int rc;

    if ((rc = mdb_txn_begin(env, NULL, MDB_RDONLY, &txn)) != 0)
        return rc;
    rc = mdb_get(txn, dbi, key, &val);
    if (rc == 0)
        memcpy(&n, val.mv_data, sizeof n);
    mdb_txn_abort(txn);
    if (rc != 0 && rc != MDB_NOTFOUND)
        return rc;

    n++;
    val.mv_data = &n;
    val.mv_size = sizeof n;
    if ((rc = mdb_txn_begin(env, NULL, 0, &txn)) != 0)
        return rc;
    if ((rc = mdb_put(txn, dbi, key, &val, 0)) != 0) { // EXPECT: unversioned-write
        mdb_txn_abort(txn);
        return rc;
    }
    return mdb_txn_commit(txn);
}

/* one transaction */
int bump_02(MDB_env *env, MDB_dbi dbi, MDB_val *key)
{
    MDB_txn *txn;
    MDB_val val;
    uint64_t n = 0;
    int rc;

    if ((rc = mdb_txn_begin(env, NULL, 0, &txn)) != 0)
        return rc;
    rc = mdb_get(txn, dbi, key, &val);
    if (rc == 0)
        memcpy(&n, val.mv_data, sizeof n);
    if (rc == 0 || rc == MDB_NOTFOUND) {
        n++;
        val.mv_data = &n;
        val.mv_size = sizeof n;
        rc = mdb_put(txn, dbi, key, &val, 0);
    }
    if (rc != 0) {
        mdb_txn_abort(txn);
        return rc;
    }
    return mdb_txn_commit(txn);
}

/* first value only */
int first_03(MDB_env *env, MDB_dbi dbi, MDB_val *key, MDB_val *val)
{
    MDB_txn *txn;
    int rc;

    if ((rc = mdb_txn_begin(env, NULL, 0, &txn)) != 0)
        return rc;
    rc = mdb_put(txn, dbi, key, val, MDB_NOOVERWRITE);
    if (rc != 0) {
        mdb_txn_abort(txn);
        return rc == MDB_KEYEXIST ? 0 : rc;
    }
    return mdb_txn_commit(txn);
}

static size_t append_word(char *buf, size_t cap, const char *old, const char *word)
{
    buf[0] = '\0';
    if (old)
        strncat(buf, old, cap - 1);
    strncat(buf, word, cap - 1 - strlen(buf));
    return strlen(buf);
}

/* a list of words in memcached */
int word_01(memcached_st *mc, const char *key, const char *word)
{
    char buf[512];
    size_t len;
    uint32_t flags;
    memcached_return_t rc;
    char *old = memcached_get(mc, key, strlen(key), &len, &flags, &rc);

    len = append_word(buf, sizeof buf, old, word);
    free(old);
    return memcached_set(mc, key, strlen(key), buf, len, 0, 0) == MEMCACHED_SUCCESS; // EXPECT: unversioned-write
}

static memcached_result_st *fetch(memcached_st *mc, const char *key)
{
    size_t klen = strlen(key);
    memcached_return_t rc;

    if (memcached_mget(mc, &key, &klen, 1) != MEMCACHED_SUCCESS)
        return NULL;
    return memcached_fetch_result(mc, NULL, &rc);
}

int word_02(memcached_st *mc, const char *key, const char *word)
{
    char buf[512];
    memcached_return_t rc = MEMCACHED_DATA_EXISTS;

    while (rc == MEMCACHED_DATA_EXISTS) {
        memcached_result_st *r = fetch(mc, key);
        uint64_t cas;
        size_t len;

        if (!r)
            return 0;
        len = append_word(buf, sizeof buf, memcached_result_value(r), word);
        cas = memcached_result_cas(r);
        memcached_result_free(r);
        rc = memcached_cas(mc, key, strlen(key), buf, len, 0, 0, cas);
    }
    return rc == MEMCACHED_SUCCESS;
}

int word_03(memcached_st *mc, const char *key, const char *word)
{
    char buf[512];
    memcached_result_st *r = fetch(mc, key);
    uint64_t cas;
    size_t len;

    if (!r)
        return 0;
    len = append_word(buf, sizeof buf, memcached_result_value(r), word);
    cas = memcached_result_cas(r);
    memcached_result_free(r);
    memcached_cas(mc, key, strlen(key), buf, len, 0, 0, cas); // EXPECT: ignored-conflict
    return 1;
}

int word_04(memcached_st *mc, const char *key, const char *word)
{
    char buf[512];
    memcached_result_st *r = fetch(mc, key);
    uint64_t cas;
    size_t len;

    if (!r)
        return 0;
    len = append_word(buf, sizeof buf, memcached_result_value(r), word);
    cas = memcached_result_cas(r);
    memcached_result_free(r);
    if (memcached_cas(mc, key, strlen(key), buf, len, 0, 0, cas) == MEMCACHED_DATA_EXISTS)
        return memcached_set(mc, key, strlen(key), buf, len, 0, 0) == MEMCACHED_SUCCESS; // EXPECT: unversioned-write
    return 1;
}

/* a value from elsewhere, on a miss */
int word_05(memcached_st *mc, const char *key, const char *from_file)
{
    size_t len;
    uint32_t flags;
    memcached_return_t rc;
    char *old = memcached_get(mc, key, strlen(key), &len, &flags, &rc);

    if (old) {
        free(old);
        return 1;
    }
    rc = memcached_add(mc, key, strlen(key), from_file, strlen(from_file), 300, 0);
    return rc == MEMCACHED_SUCCESS || rc == MEMCACHED_NOTSTORED;
}
