// PACKAGE: liblmdb-dev
// FLAGS:
#include <lmdb.h>
struct Any {
  template <class T> operator T() const;
};

void calls(Any a) {
  mdb_txn_begin(a, a, a, a); // MODEL: store.begin
  mdb_get(a, a, a, a); // MODEL: store.read
  mdb_put(a, a, a, a, a); // MODEL: store.write
  mdb_del(a, a, a, a); // MODEL: store.delete
  mdb_txn_commit(a); // MODEL: store.commit
  mdb_txn_abort(a); // MODEL: store.abort
  mdb_txn_reset(a); // MODEL: store.abort
}
