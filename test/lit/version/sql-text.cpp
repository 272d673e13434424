// RUN: %tocsin %s
// Statements that are put together: tables of texts, strings, streams.
#include "sqlite3.h"
#include <sstream>
#include <string>

enum { SelectHits, UpdateHits };
static const struct {
  int id;
  const char *text;
} statements[] = {
    {SelectHits, "SELECT hits FROM page WHERE url = ?"},
    {UpdateHits, "UPDATE page SET hits = ? WHERE url = ?"},
};

void table(sqlite3 *db, const char *url) {
  sqlite3_stmt *get, *set;
  sqlite3_prepare_v2(db, statements[SelectHits].text, -1, &get, nullptr);
  sqlite3_prepare_v2(db, statements[UpdateHits].text, -1, &set, nullptr);
  sqlite3_bind_text(get, 1, url, -1, SQLITE_STATIC);
  if (sqlite3_step(get) == SQLITE_ROW) {
    sqlite3_bind_int(set, 1, sqlite3_column_int(get, 0) + 1);
    sqlite3_bind_text(set, 2, url, -1, SQLITE_STATIC);
    sqlite3_step(set); // EXPECT: sql-lost-update
  }
  sqlite3_finalize(get);
  sqlite3_finalize(set);
}

static int number(sqlite3 *db, const std::string &sql) {
  sqlite3_stmt *st;
  int n = 0;
  sqlite3_prepare_v2(db, sql.c_str(), -1, &st, nullptr);
  if (sqlite3_step(st) == SQLITE_ROW)
    n = sqlite3_column_int(st, 0);
  sqlite3_finalize(st);
  return n;
}

static bool run(sqlite3 *db, const std::string &sql) {
  return sqlite3_exec(db, sql.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK;
}

bool strings(sqlite3 *db, int id) {
  int hits =
      number(db, "SELECT hits FROM page WHERE id = " + std::to_string(id));
  std::string sql = "UPDATE page SET hits = ";
  sql += std::to_string(hits + 1);
  sql += " WHERE id = " + std::to_string(id);
  return run(db, sql); // EXPECT: sql-lost-update
}

bool streams(sqlite3 *db, int id) {
  std::ostringstream select, update;
  select << "SELECT hits FROM page WHERE id = " << id;
  int hits = number(db, select.str());
  update << "UPDATE page SET hits = " << hits + 1 << " WHERE id = " << id;
  return run(db, update.str()); // EXPECT: sql-lost-update
}

bool other_column(sqlite3 *db, int id) {
  std::ostringstream select, update;
  select << "SELECT hits FROM page WHERE id = " << id;
  number(db, select.str());
  update << "UPDATE page SET shown = 1 WHERE id = " << id;
  return run(db, update.str());
}

bool other_key(sqlite3 *db, int id, int other) {
  std::ostringstream select, update;
  select << "SELECT hits FROM page WHERE id = " << id;
  int hits = number(db, select.str());
  update << "UPDATE page SET hits = " << hits << " WHERE id = " << other;
  return run(db, update.str());
}

class Transaction {
public:
  explicit Transaction(sqlite3 *db) : db(db) { run(db, "BEGIN IMMEDIATE"); }
  ~Transaction() {
    if (!done)
      run(db, "ROLLBACK");
  }
  void commit() { done = run(db, "COMMIT"); }

private:
  sqlite3 *db;
  bool done = false;
};

bool guarded(sqlite3 *db, int id) {
  Transaction t(db);
  int hits =
      number(db, "SELECT hits FROM page WHERE id = " + std::to_string(id));
  bool ok = run(db, "UPDATE page SET hits = " + std::to_string(hits + 1) +
                        " WHERE id = " + std::to_string(id));
  t.commit();
  return ok;
}
