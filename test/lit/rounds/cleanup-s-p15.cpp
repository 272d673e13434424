// RUN: %tocsin %s
// STD: c++20
// REQUIRES: stores
// Outbox trimming: rows are leased by relay processes; each change of a row
// raises its revision.
#include <cstdint>
#include <ctime>
#include <memory>
#include <sqlite3.h>
#include <string>
#include <vector>

namespace outbox {

struct Row {
    sqlite3_int64 id;
    sqlite3_int64 revision;
    std::time_t queued_at;
    bool leased;
};

struct Finalize {
    void operator()(sqlite3_stmt *s) const { sqlite3_finalize(s); }
};
using Stmt = std::unique_ptr<sqlite3_stmt, Finalize>;

static Stmt prepare(sqlite3 *db, const char *sql)
{
    sqlite3_stmt *s = nullptr;
    return sqlite3_prepare_v2(db, sql, -1, &s, nullptr) == SQLITE_OK ? Stmt(s) : Stmt();
}

bool lease(sqlite3 *db, sqlite3_int64 id, const std::string &relay)
{
    auto s = prepare(db, "UPDATE outbox SET relay = ?2, revision = revision + 1"
                         " WHERE id = ?1 AND relay IS NULL");
    if (!s)
        return false;
    sqlite3_bind_int64(s.get(), 1, id);
    sqlite3_bind_text(s.get(), 2, relay.c_str(), -1, SQLITE_TRANSIENT);
    return sqlite3_step(s.get()) == SQLITE_DONE && sqlite3_changes(db) == 1;
}

static std::vector<Row> load(sqlite3 *db)
{
    std::vector<Row> rows;
    auto s = prepare(db, "SELECT id, revision, queued_at, relay IS NOT NULL FROM outbox ORDER BY id");
    while (s && sqlite3_step(s.get()) == SQLITE_ROW)
        rows.push_back({sqlite3_column_int64(s.get(), 0), sqlite3_column_int64(s.get(), 1),
                        static_cast<std::time_t>(sqlite3_column_int64(s.get(), 2)),
                        sqlite3_column_int(s.get(), 3) != 0});
    return rows;
}

static int erase(sqlite3 *db, const Row &row)
{
    auto s = prepare(db, "DELETE FROM outbox WHERE id = ?1 AND revision = ?2");
    if (!s)
        return -1;
    sqlite3_bind_int64(s.get(), 1, row.id);
    sqlite3_bind_int64(s.get(), 2, row.revision);
    if (sqlite3_step(s.get()) != SQLITE_DONE)
        return -1;
    return sqlite3_changes(db);
}

int trim(sqlite3 *db, long keep_seconds)
{
    const std::time_t cutoff = std::time(nullptr) - keep_seconds;
    int dropped = 0;
    for (const Row &row : load(db)) {
        if (row.leased || row.queued_at >= cutoff)
            continue;
        const int n = erase(db, row);
        if (n < 0)
            return -1;
        dropped += n;
    }
    return dropped;
}

} // namespace outbox

int main(int argc, char **argv)
{
    sqlite3 *db = nullptr;
    if (argc < 2 || sqlite3_open(argv[1], &db) != SQLITE_OK) {
        sqlite3_close(db);
        return 2;
    }
    sqlite3_busy_timeout(db, 3000);
    const int n = outbox::trim(db, 7L * 24 * 3600);
    sqlite3_close(db);
    return n < 0;
}
