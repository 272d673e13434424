// RUN: %tocsin %s
// STD: c++20
#include <sqlite3.h>
#include <string>
#include <stdexcept>
class Ledger {
public:
  explicit Ledger(sqlite3 *db) : db_(db) {
    prep("SELECT amount FROM ledger WHERE acct = ?1", &sel_);
    prep("UPDATE ledger SET amount = ?2 WHERE acct = ?1", &upd_);
    prep("UPDATE ledger SET amount = amount + ?2 WHERE acct = ?1", &add_);
    prep("UPDATE ledger SET note = ?2, rev = rev + 1 WHERE acct = ?1 AND rev = ?3", &note_);
  }
  ~Ledger() { sqlite3_finalize(sel_); sqlite3_finalize(upd_); sqlite3_finalize(add_); sqlite3_finalize(note_); }
  bool credit(int acct, sqlite3_int64 n) {
    sqlite3_reset(sel_);
    sqlite3_bind_int(sel_, 1, acct);
    if (sqlite3_step(sel_) != SQLITE_ROW) return false;
    sqlite3_int64 cur = sqlite3_column_int64(sel_, 0);
    sqlite3_reset(upd_);
    sqlite3_bind_int(upd_, 1, acct);
    sqlite3_bind_int64(upd_, 2, cur + n);
    return sqlite3_step(upd_) == SQLITE_DONE; // EXPECT: sql-lost-update
  }
  bool creditOk(int acct, sqlite3_int64 n) {
    sqlite3_reset(add_);
    sqlite3_bind_int(add_, 1, acct);
    sqlite3_bind_int64(add_, 2, n);
    return sqlite3_step(add_) == SQLITE_DONE;
  }
  bool annotate(int acct, const std::string &t, int rev) {
    sqlite3_reset(note_);
    sqlite3_bind_int(note_, 1, acct);
    sqlite3_bind_text(note_, 2, t.c_str(), -1, SQLITE_TRANSIENT);
    sqlite3_bind_int(note_, 3, rev);
    return sqlite3_step(note_) == SQLITE_DONE; // EXPECT: ignored-conflict
  }
  bool annotateOk(int acct, const std::string &t, int rev) {
    sqlite3_reset(note_);
    sqlite3_bind_int(note_, 1, acct);
    sqlite3_bind_text(note_, 2, t.c_str(), -1, SQLITE_TRANSIENT);
    sqlite3_bind_int(note_, 3, rev);
    return sqlite3_step(note_) == SQLITE_DONE && sqlite3_changes(db_) == 1;
  }
private:
  void prep(const char *sql, sqlite3_stmt **out) {
    if (sqlite3_prepare_v2(db_, sql, -1, out, nullptr) != SQLITE_OK) throw std::runtime_error(sqlite3_errmsg(db_));
  }
  sqlite3 *db_; sqlite3_stmt *sel_ = nullptr, *upd_ = nullptr, *add_ = nullptr, *note_ = nullptr;
};
