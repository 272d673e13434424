// PACKAGE: libtdb-dev
// FLAGS:
#include <sys/types.h>
#include <signal.h>
#include <tdb.h>
struct Any {
  template <class T> operator T() const;
};

void calls(Any a) {
  tdb_fetch(a, a); // MODEL: store.read
  tdb_exists(a, a); // MODEL: store.read
  tdb_store(a, a, a, a); // MODEL: store.write
  tdb_delete(a, a); // MODEL: store.delete
  tdb_append(a, a, a); // MODEL: store.atomic
  tdb_transaction_start(a); // MODEL: store.begin
  tdb_transaction_start_nonblock(a); // MODEL: store.begin
  tdb_transaction_commit(a); // MODEL: store.commit
  tdb_transaction_cancel(a); // MODEL: store.abort
  tdb_chainlock(a, a); // MODEL: lock.acquire
  tdb_lockall(a); // MODEL: lock.acquire
  tdb_chainunlock(a, a); // MODEL: lock.release
  tdb_unlockall(a); // MODEL: lock.release
}
