// RUN: %tocsin %s
// STD: c++20
// REQUIRES: stores
// SQLite rows shared by several server processes.
#include <cstdio>
#include <functional>
#include <sqlite3.h>
#include <stdexcept>
#include <string>

class Stmt {
  sqlite3_stmt *s_ = nullptr;

public:
  Stmt(sqlite3 *db, const std::string &sql) {
    if (sqlite3_prepare_v2(db, sql.c_str(), -1, &s_, nullptr) != SQLITE_OK) throw std::runtime_error(sqlite3_errmsg(db));
  }
  ~Stmt() { sqlite3_finalize(s_); }
  Stmt(const Stmt &) = delete;
  Stmt &bind(int i, sqlite3_int64 v) { sqlite3_bind_int64(s_, i, v); return *this; }
  bool row() { return sqlite3_step(s_) == SQLITE_ROW; }
  bool run() { return sqlite3_step(s_) == SQLITE_DONE; }
  sqlite3_int64 num(int c) { return sqlite3_column_int64(s_, c); }
};

struct Acct { sqlite3_int64 cents = 0, version = 0; };

// value from the host
bool deposit(sqlite3 *db, sqlite3_int64 id, sqlite3_int64 n) {
  Stmt q(db, "SELECT cents FROM acct WHERE id = ?");
  if (!q.bind(1, id).row()) return false;
  sqlite3_int64 cents = q.num(0) + n;
  Stmt u(db, "UPDATE acct SET cents = ? WHERE id = ?");
  return u.bind(1, cents).bind(2, id).run(); // EXPECT: sql-lost-update
}
bool depositSelf(sqlite3 *db, sqlite3_int64 id, sqlite3_int64 n) {
  Stmt u(db, "UPDATE acct SET cents = cents + ? WHERE id = ?");
  return u.bind(1, n).bind(2, id).run();
}

// bracket as an own class
class Immediate {
  sqlite3 *db_;
  bool open_;

public:
  explicit Immediate(sqlite3 *db) : db_(db), open_(sqlite3_exec(db, "BEGIN IMMEDIATE", nullptr, nullptr, nullptr) == SQLITE_OK) {
    if (!open_) throw std::runtime_error("busy");
  }
  ~Immediate() { if (open_) sqlite3_exec(db_, "ROLLBACK", nullptr, nullptr, nullptr); }
  bool commit() {
    open_ = sqlite3_exec(db_, "COMMIT", nullptr, nullptr, nullptr) != SQLITE_OK;
    return !open_;
  }
};
bool depositBracket(sqlite3 *db, sqlite3_int64 id, sqlite3_int64 n) {
  Immediate tx(db);
  Stmt q(db, "SELECT cents FROM acct WHERE id = ?");
  if (!q.bind(1, id).row()) return false;
  Stmt u(db, "UPDATE acct SET cents = ? WHERE id = ?");
  return u.bind(1, q.num(0) + n).bind(2, id).run() && tx.commit();
}

// version column, changed rows
bool rename(sqlite3 *db, sqlite3_int64 id, Acct a) {
  Stmt u(db, "UPDATE acct SET cents = ?, version = version + 1 WHERE id = ? AND version = ?");
  return u.bind(1, a.cents).bind(2, id).bind(3, a.version).run(); // EXPECT: ignored-conflict
}
bool renameOne(sqlite3 *db, sqlite3_int64 id, Acct a) {
  Stmt u(db, "UPDATE acct SET cents = ?, version = version + 1 WHERE id = ? AND version = ?");
  return u.bind(1, a.cents).bind(2, id).bind(3, a.version).run() && sqlite3_changes(db) == 1;
}

// callback fills a struct, text by snprintf
static int onAcct(void *out, int n, char **v, char **) {
  if (n > 0 && v[0]) static_cast<Acct *>(out)->cents = std::stoll(v[0]);
  return 0;
}
int fee(sqlite3 *db, long long id) {
  Acct a;
  char sql[160];
  snprintf(sql, sizeof sql, "SELECT cents FROM acct WHERE id = %lld", id);
  if (sqlite3_exec(db, sql, onAcct, &a, nullptr) != SQLITE_OK) return -1;
  snprintf(sql, sizeof sql, "UPDATE acct SET cents = %lld WHERE id = %lld", (long long)(a.cents - a.cents / 100), id);
  return sqlite3_exec(db, sql, nullptr, nullptr, nullptr); // EXPECT: sql-lost-update
}
int feeOld(sqlite3 *db, long long id) {
  Acct a;
  char sql[200];
  snprintf(sql, sizeof sql, "SELECT cents FROM acct WHERE id = %lld", id);
  if (sqlite3_exec(db, sql, onAcct, &a, nullptr) != SQLITE_OK) return -1;
  snprintf(sql, sizeof sql, "UPDATE acct SET cents = %lld WHERE id = %lld AND cents = %lld",
           (long long)(a.cents - a.cents / 100), id, (long long)a.cents);
  if (sqlite3_exec(db, sql, nullptr, nullptr, nullptr) != SQLITE_OK) return -1;
  return sqlite3_changes(db) == 1 ? 0 : 1;
}

// row wanted once
bool enrol(sqlite3 *db, sqlite3_int64 user) {
  Stmt q(db, "SELECT COUNT(*) FROM member WHERE user = ?");
  if (!q.bind(1, user).row() || q.num(0) != 0) return false;
  Stmt i(db, "INSERT INTO member(user) VALUES(?)");
  i.bind(1, user).run(); // EXPECT: sql-lost-update
  return true;
}
bool enrolOnce(sqlite3 *db, sqlite3_int64 user) {
  Stmt i(db, "INSERT INTO member(user) VALUES(?) ON CONFLICT(user) DO NOTHING");
  return i.bind(1, user).run() && sqlite3_changes(db) == 1;
}

// template over the table, reads one table and writes another
template <class F> bool mirror(sqlite3 *db, sqlite3_int64 id, F &&scale) {
  Stmt q(db, "SELECT cents FROM acct WHERE id = ?");
  if (!q.bind(1, id).row()) return false;
  Stmt u(db, "UPDATE report SET cents = ? WHERE acct = ?");
  return u.bind(1, scale(q.num(0))).bind(2, id).run();
}
bool mirrorAll(sqlite3 *db, sqlite3_int64 id) {
  std::function<sqlite3_int64(sqlite3_int64)> half = [](sqlite3_int64 c) { return c / 2; };
  return mirror(db, id, half);
}
