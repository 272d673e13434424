// RUN: %tocsin %s
// A commit is answered by a future; what waits for it or frees it is no look.
#include <stdint.h>

typedef struct FDB_future FDBFuture;
typedef struct FDB_transaction FDBTransaction;
typedef int fdb_error_t;
void fdb_transaction_set(FDBTransaction *t, const uint8_t *key, int keyLength,
                         const uint8_t *value, int valueLength);
FDBFuture *fdb_transaction_commit(FDBTransaction *t);
fdb_error_t fdb_future_block_until_ready(FDBFuture *f);
fdb_error_t fdb_future_get_error(FDBFuture *f);
void fdb_future_destroy(FDBFuture *f);

void guilty(FDBTransaction *t, const uint8_t *value, int length) {
  fdb_transaction_set(t, (const uint8_t *)"motd", 4, value, length);
  FDBFuture *done = fdb_transaction_commit(t); // EXPECT: ignored-conflict
  fdb_future_block_until_ready(done);
  fdb_future_destroy(done);
}

fdb_error_t corrected(FDBTransaction *t, const uint8_t *value, int length) {
  fdb_transaction_set(t, (const uint8_t *)"motd", 4, value, length);
  FDBFuture *done = fdb_transaction_commit(t);
  fdb_error_t failed = fdb_future_block_until_ready(done);
  if (!failed)
    failed = fdb_future_get_error(done);
  fdb_future_destroy(done);
  return failed;
}
