// STD: gnu17
#include "dao.h"

#include <string.h>

int dao_open(dao *d, const char *file)
{
    memset(d, 0, sizeof *d);
    if (sqlite3_open(file, &d->db) != SQLITE_OK) {
        sqlite3_close(d->db);
        return DAO_ERROR;
    }
    sqlite3_busy_timeout(d->db, 5000);
    return sqlite3_exec(d->db,
                        "CREATE TABLE IF NOT EXISTS booking("
                        " room INTEGER, day TEXT, guest TEXT, notes TEXT, rev INTEGER, PRIMARY KEY(room, day));"
                        "CREATE TABLE IF NOT EXISTS room(id INTEGER PRIMARY KEY, beds INTEGER, state TEXT)",
                        NULL, NULL, NULL) == SQLITE_OK ? DAO_OK : DAO_ERROR;
}

void dao_close(dao *d)
{
    unsigned i;
    for (i = 0; i < sizeof d->cached / sizeof d->cached[0]; i++)
        sqlite3_finalize(d->cached[i]);
    sqlite3_close(d->db);
}

sqlite3_stmt *dao_stmt(dao *d, int slot, const char *sql)
{
    if (d->cached[slot] == NULL && sqlite3_prepare_v2(d->db, sql, -1, &d->cached[slot], NULL) != SQLITE_OK)
        return NULL;
    sqlite3_reset(d->cached[slot]);
    sqlite3_clear_bindings(d->cached[slot]);
    return d->cached[slot];
}

int dao_write(dao *d, sqlite3_stmt *st)
{
    int rc = sqlite3_step(st);
    sqlite3_reset(st);
    return rc == SQLITE_DONE ? sqlite3_changes(d->db) : DAO_ERROR;
}

int dao_begin(dao *d)
{
    return sqlite3_exec(d->db, "BEGIN IMMEDIATE", NULL, NULL, NULL) == SQLITE_OK ? DAO_OK : DAO_ERROR;
}

int dao_end(dao *d, int ok)
{
    int rc = sqlite3_exec(d->db, ok ? "COMMIT" : "ROLLBACK", NULL, NULL, NULL);
    return rc == SQLITE_OK ? DAO_OK : DAO_ERROR;
}
