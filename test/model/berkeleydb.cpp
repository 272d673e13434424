// PACKAGE: libdb5.3++-dev
// FLAGS:
#include <db_cxx.h>
struct Any {
  template <class T> operator T() const;
};

void calls(Db &db, DbEnv &env, DbTxn &txn, Dbt &dbt, Any a, void *p) {
  db.get(a, a, a, a); // MODEL: store.read
  db.exists(a, a, a); // MODEL: store.read
  db.put(a, a, a, a); // MODEL: store.write
  db.del(a, a, a); // MODEL: store.delete
  env.txn_begin(a, a, a); // MODEL: store.begin
  txn.commit(a); // MODEL: store.commit
  txn.abort(); // MODEL: store.abort
  Dbt x(p, 1); // MODEL: fill
  dbt.get_data(); // MODEL: path.same
  dbt.get_size(); // MODEL: pure
}
