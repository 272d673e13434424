// The few calls of C stores that tests use; declarations only.
#include <stddef.h>
#include <stdint.h>
#ifdef __cplusplus
extern "C" {
#endif
// LMDB
typedef struct MDB_env MDB_env;
typedef struct MDB_txn MDB_txn;
typedef unsigned int MDB_dbi;
typedef struct MDB_val {
  size_t mv_size;
  void *mv_data;
} MDB_val;
#define MDB_NOOVERWRITE 0x10
#define MDB_RDONLY 0x20000
int mdb_txn_begin(MDB_env *env, MDB_txn *parent, unsigned int flags,
                  MDB_txn **txn);
int mdb_txn_commit(MDB_txn *txn);
void mdb_txn_abort(MDB_txn *txn);
int mdb_get(MDB_txn *txn, MDB_dbi dbi, MDB_val *key, MDB_val *data);
int mdb_put(MDB_txn *txn, MDB_dbi dbi, MDB_val *key, MDB_val *data,
            unsigned int flags);
// TDB
typedef struct TDB_DATA {
  unsigned char *dptr;
  size_t dsize;
} TDB_DATA;
struct tdb_context;
#define TDB_REPLACE 1
#define TDB_INSERT 2
TDB_DATA tdb_fetch(struct tdb_context *tdb, TDB_DATA key);
int tdb_store(struct tdb_context *tdb, TDB_DATA key, TDB_DATA dbuf, int flag);
int tdb_chainlock(struct tdb_context *tdb, TDB_DATA key);
int tdb_chainunlock(struct tdb_context *tdb, TDB_DATA key);
int tdb_transaction_start(struct tdb_context *tdb);
int tdb_transaction_commit(struct tdb_context *tdb);
// Redis
typedef struct redisReply {
  int type;
  long long integer;
  size_t len;
  char *str;
} redisReply;
typedef struct redisContext redisContext;
void *redisCommand(redisContext *c, const char *format, ...);
void freeReplyObject(void *reply);
// memcached
typedef struct memcached_st memcached_st;
typedef struct memcached_result_st memcached_result_st;
typedef int memcached_return_t;
enum { MEMCACHED_SUCCESS = 0, MEMCACHED_DATA_EXISTS = 12 };
char *memcached_get(memcached_st *ptr, const char *key, size_t key_length,
                    size_t *value_length, uint32_t *flags,
                    memcached_return_t *error);
memcached_return_t memcached_mget(memcached_st *ptr, const char *const *keys,
                                  const size_t *key_length,
                                  size_t number_of_keys);
memcached_result_st *memcached_fetch_result(memcached_st *ptr,
                                            memcached_result_st *result,
                                            memcached_return_t *error);
const char *memcached_result_value(const memcached_result_st *self);
uint64_t memcached_result_cas(const memcached_result_st *self);
memcached_return_t memcached_set(memcached_st *ptr, const char *key,
                                 size_t key_length, const char *value,
                                 size_t value_length, long expiration,
                                 uint32_t flags);
memcached_return_t memcached_cas(memcached_st *ptr, const char *key,
                                 size_t key_length, const char *value,
                                 size_t value_length, long expiration,
                                 uint32_t flags, uint64_t cas);
memcached_return_t memcached_increment(memcached_st *ptr, const char *key,
                                       size_t key_length, uint32_t offset,
                                       uint64_t *value);
#ifdef __cplusplus
}
#endif
