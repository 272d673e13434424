// RUN: %tocsin %s
// STD: c++20
#include <sqlite3.h>
#include <string>
#include <sstream>
#include <memory>
#include <vector>
struct StmtDel { void operator()(sqlite3_stmt *s) const { sqlite3_finalize(s); } };
using Stmt = std::unique_ptr<sqlite3_stmt, StmtDel>;
class Db {
public:
  explicit Db(sqlite3 *d) : d_(d) {}
  Stmt prepare(const std::string &sql) {
    sqlite3_stmt *s = nullptr;
    if (sqlite3_prepare_v2(d_, sql.c_str(), -1, &s, nullptr) != SQLITE_OK) return nullptr;
    return Stmt(s);
  }
  bool exec(const std::string &sql) { return sqlite3_exec(d_, sql.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK; }
  int changes() const { return sqlite3_changes(d_); }
  sqlite3 *raw() { return d_; }
private:
  sqlite3 *d_;
};
class Tx {
public:
  explicit Tx(Db &d) : d_(d), open_(d.exec("BEGIN IMMEDIATE")) {}
  ~Tx() { if (open_) d_.exec("ROLLBACK"); }
  bool commit() { open_ = false; return d_.exec("COMMIT"); }
private:
  Db &d_; bool open_;
};
class Accounts {
public:
  explicit Accounts(Db &d) : d_(d) {}
  bool deposit(int id, long cents) {
    long bal = balance(id);
    std::ostringstream q;
    q << "UPDATE accounts SET balance = " << bal + cents << " WHERE id = " << id;
    return d_.exec(q.str()); // EXPECT: sql-lost-update
  }
  bool depositTx(int id, long cents) {
    Tx tx(d_);
    long bal = balance(id);
    std::ostringstream q;
    q << "UPDATE accounts SET balance = " << bal + cents << " WHERE id = " << id;
    return d_.exec(q.str()) && tx.commit();
  }
  bool withdraw(int id, long cents) {
    Stmt s = d_.prepare("UPDATE accounts SET balance = balance - ?1 WHERE id = ?2 AND balance >= ?1");
    sqlite3_bind_int64(s.get(), 1, cents);
    sqlite3_bind_int(s.get(), 2, id);
    return sqlite3_step(s.get()) == SQLITE_DONE && d_.changes() == 1;
  }
  bool rename(int id, const std::string &name) {
    Stmt s = d_.prepare("SELECT version FROM accounts WHERE id = ?");
    sqlite3_bind_int(s.get(), 1, id);
    if (sqlite3_step(s.get()) != SQLITE_ROW) return false;
    int v = sqlite3_column_int(s.get(), 0);
    Stmt u = d_.prepare("UPDATE accounts SET name = ?, version = version + 1 WHERE id = ? AND version = ?");
    sqlite3_bind_text(u.get(), 1, name.c_str(), -1, SQLITE_TRANSIENT);
    sqlite3_bind_int(u.get(), 2, id);
    sqlite3_bind_int(u.get(), 3, v);
    return sqlite3_step(u.get()) == SQLITE_DONE; // EXPECT: ignored-conflict
  }
  bool open(const std::string &owner) {
    Stmt s = d_.prepare("SELECT COUNT(*) FROM accounts WHERE owner = ?");
    sqlite3_bind_text(s.get(), 1, owner.c_str(), -1, SQLITE_TRANSIENT);
    if (sqlite3_step(s.get()) != SQLITE_ROW || sqlite3_column_int(s.get(), 0) > 0) return false;
    Stmt i = d_.prepare("INSERT INTO accounts(owner, balance) VALUES(?, 0)");
    sqlite3_bind_text(i.get(), 1, owner.c_str(), -1, SQLITE_TRANSIENT);
    return sqlite3_step(i.get()) == SQLITE_DONE; // EXPECT: sql-lost-update
  }
  bool openOnce(const std::string &owner) {
    Stmt s = d_.prepare("SELECT COUNT(*) FROM accounts WHERE owner = ?");
    sqlite3_bind_text(s.get(), 1, owner.c_str(), -1, SQLITE_TRANSIENT);
    if (sqlite3_step(s.get()) != SQLITE_ROW || sqlite3_column_int(s.get(), 0) > 0) return false;
    Stmt i = d_.prepare("INSERT OR IGNORE INTO accounts(owner, balance) VALUES(?, 0)");
    sqlite3_bind_text(i.get(), 1, owner.c_str(), -1, SQLITE_TRANSIENT);
    return sqlite3_step(i.get()) == SQLITE_DONE && d_.changes() == 1;
  }
private:
  long balance(int id) {
    Stmt s = d_.prepare("SELECT balance FROM accounts WHERE id = " + std::to_string(id));
    return sqlite3_step(s.get()) == SQLITE_ROW ? sqlite3_column_int64(s.get(), 0) : 0;
  }
  Db &d_;
};
