// RUN: %tocsin %s
// REQUIRES: stores
// A helper counts the rows of a result of its own; whoever drops what it gives
// back drops the count.
#include <pqxx/pqxx>

static bool store(pqxx::transaction_base &T, long Id, long V) {
  return T.exec_params("UPDATE doc SET n = 1, version = version + 1 "
                       "WHERE id = $1 AND version = $2",
                       Id, V)
             .affected_rows() == 1;
}

bool corrected(pqxx::connection &C, long Id, long V) {
  pqxx::work T(C);
  if (!store(T, Id, V))
    return false;
  T.commit();
  return true;
}

void guilty(pqxx::connection &C, long Id, long V) {
  pqxx::work T(C);
  store(T, Id, V); // EXPECT: ignored-conflict
  T.commit();
}
