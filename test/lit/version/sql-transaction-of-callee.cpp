// RUN: %tocsin %s
// REQUIRES: stores
// V27: a helper reads in a transaction of its own, which ends before the write.
#include <pqxx/pqxx>
#include <string>

static long limit(pqxx::connection &C, const std::string &Who) {
  pqxx::work Tx(C);
  return Tx.exec_params("SELECT n FROM limits WHERE who = $1", Who)[0][0]
      .as<long>();
}

void guilty(pqxx::connection &C, const std::string &Who) {
  long N = limit(C, Who);
  pqxx::work Tx(C);
  Tx.exec_params("UPDATE limits SET n = $1 WHERE who = $2", N + 1, Who); // EXPECT: sql-lost-update
  Tx.commit();
}

static long limitIn(pqxx::work &Tx, const std::string &Who) {
  return Tx
      .exec_params("SELECT n FROM limits WHERE who = $1 FOR UPDATE", Who)[0][0]
      .as<long>();
}

void corrected(pqxx::connection &C, const std::string &Who) {
  pqxx::work Tx(C);
  long N = limitIn(Tx, Who);
  Tx.exec_params("UPDATE limits SET n = $1 WHERE who = $2", N + 1, Who);
  Tx.commit();
}
