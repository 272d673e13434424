#ifndef FDB_MIN_H
#define FDB_MIN_H
#include <stdint.h>

typedef struct FDB_future FDBFuture;
typedef struct FDB_database FDBDatabase;
typedef struct FDB_transaction FDBTransaction;
typedef int fdb_error_t;
typedef int fdb_bool_t;
typedef enum { FDB_MUTATION_TYPE_ADD = 2, FDB_MUTATION_TYPE_MAX = 12 } FDBMutationType;

fdb_error_t fdb_database_create_transaction(FDBDatabase *d, FDBTransaction **out);
void fdb_transaction_destroy(FDBTransaction *tr);
FDBFuture *fdb_transaction_get(FDBTransaction *tr, const uint8_t *key, int klen, fdb_bool_t snapshot);
void fdb_transaction_set(FDBTransaction *tr, const uint8_t *key, int klen, const uint8_t *val, int vlen);
void fdb_transaction_clear(FDBTransaction *tr, const uint8_t *key, int klen);
void fdb_transaction_atomic_op(FDBTransaction *tr, const uint8_t *key, int klen, const uint8_t *param, int plen,
			       FDBMutationType op);
FDBFuture *fdb_transaction_commit(FDBTransaction *tr);
FDBFuture *fdb_transaction_on_error(FDBTransaction *tr, fdb_error_t error);
fdb_error_t fdb_future_block_until_ready(FDBFuture *f);
fdb_error_t fdb_future_get_error(FDBFuture *f);
fdb_error_t fdb_future_get_value(FDBFuture *f, fdb_bool_t *present, const uint8_t **val, int *vlen);
void fdb_future_destroy(FDBFuture *f);
const char *fdb_get_error(fdb_error_t code);
#endif
