// FLAGS: -lsqlite3
#include "../lit/version/store-sqlite.c"
#include "stress.h"

// Two connections, as two processes have them.
static sqlite3 *Db[2];

static void leave(void) { remove("/tmp/tocsin-dynamic.db"); }

static void fresh(void) {
  if (!Db[0]) {
    leave();
    for (int I = 0; I < 2; ++I) {
      sqlite3_open("/tmp/tocsin-dynamic.db", &Db[I]);
      sqlite3_busy_timeout(Db[I], 10000);
      sqlite3_exec(Db[I], "PRAGMA synchronous = OFF", 0, 0, 0);
    }
    sqlite3_exec(Db[0], "PRAGMA journal_mode = MEMORY", 0, 0, 0);
    atexit(leave);
  }
  sqlite3_exec(Db[0],
               "DROP TABLE IF EXISTS counter;"
               "CREATE TABLE counter(id INTEGER PRIMARY KEY, value, version);"
               "INSERT INTO counter VALUES(1, 0, 0)",
               0, 0, 0);
}

static int wrong(long N) {
  int Value = -1, Version;
  query(Db[0], "SELECT value, version FROM counter WHERE id = 1", &Value,
        &Version);
  return Value != 2 * N;
}

static void stepGuilty(int T) {
  while (guilty(Db[T]))
    ;
}
static void stepUncounted(int T) {
  while (uncounted(Db[T]))
    ;
}
static void stepInOneStep(int T) {
  while (inOneStep(Db[T]))
    ;
}
static void stepVersioned(int T) {
  while (versioned(Db[T]))
    ;
}

static const struct Proof Proofs[] = {
    {"guilty", LOSES, 200, 50, fresh, stepGuilty, wrong},
    {"uncounted", LOSES, 200, 50, fresh, stepUncounted, wrong},
    {"inOneStep", KEEPS, 10, 50, fresh, stepInOneStep, wrong},
    {"versioned", KEEPS, 10, 50, fresh, stepVersioned, wrong},
};
PROVE(Proofs)
