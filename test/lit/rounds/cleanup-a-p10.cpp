// RUN: %tocsin %s
// STD: c++20
#include <sqlite3.h>

#include <iostream>
#include <memory>
#include <stdexcept>
#include <string>

namespace {

struct DbCloser {
    void operator()(sqlite3* db) const { sqlite3_close_v2(db); }
};
using Db = std::unique_ptr<sqlite3, DbCloser>;

Db open_db(const std::string& file) {
    sqlite3* raw = nullptr;
    if (sqlite3_open(file.c_str(), &raw) != SQLITE_OK) {
        std::string msg = sqlite3_errmsg(raw);
        sqlite3_close_v2(raw);
        throw std::runtime_error(msg);
    }
    Db db(raw);
    sqlite3_busy_timeout(raw, 2000);
    return db;
}

void check(sqlite3* db, int rc) {
    if (rc != SQLITE_OK)
        throw std::runtime_error(sqlite3_errmsg(db));
}

void create_schema(sqlite3* db) {
    check(db, sqlite3_exec(db,
                           "CREATE TABLE IF NOT EXISTS jobs(id INTEGER PRIMARY KEY, payload BLOB,"
                           " state TEXT NOT NULL DEFAULT 'queued', enqueued_at INTEGER NOT NULL);"
                           "CREATE TABLE IF NOT EXISTS exports(id INTEGER PRIMARY KEY, path TEXT,"
                           " state TEXT NOT NULL, created_at INTEGER NOT NULL);"
                           "CREATE TABLE IF NOT EXISTS claims(job_id INTEGER PRIMARY KEY,"
                           " worker TEXT NOT NULL, taken_at INTEGER NOT NULL);",
                           nullptr, nullptr, nullptr));
}

class Spool {
public:
    explicit Spool(const std::string& file) : db_(open_db(file)) { create_schema(db_.get()); }

    bool claim(long long job, const std::string& worker) {
        sqlite3_stmt* st = nullptr;
        check(db_.get(), sqlite3_prepare_v2(db_.get(),
                                            "UPDATE jobs SET state='running' WHERE id=?1 AND state='queued'",
                                            -1, &st, nullptr));
        sqlite3_bind_int64(st, 1, job);
        int rc = sqlite3_step(st);
        sqlite3_finalize(st);
        if (rc != SQLITE_DONE || sqlite3_changes(db_.get()) != 1)
            return false;
        std::unique_ptr<char, void (*)(void*)> sql(
            sqlite3_mprintf("INSERT INTO claims VALUES(%lld, %Q, strftime('%%s','now'))", job, worker.c_str()),
            sqlite3_free);
        return sqlite3_exec(db_.get(), sql.get(), nullptr, nullptr, nullptr) == SQLITE_OK;
    }

    int trim_jobs() {
        sqlite3* db = db_.get();
        check(db, sqlite3_exec(db, "DELETE FROM jobs WHERE enqueued_at < strftime('%s','now') - 172800", nullptr, nullptr, nullptr)); // EXPECT: timestamp-cleanup
        return sqlite3_changes(db);
    }

    int trim_exports() {
        sqlite3* db = db_.get();
        const char* sql =
            "DELETE FROM exports WHERE state IN ('done', 'failed')"
            " AND created_at < strftime('%s','now') - 604800";
        check(db, sqlite3_exec(db, sql, nullptr, nullptr, nullptr));
        return sqlite3_changes(db);
    }

    int trim_claims(int max_secs) {
        sqlite3* db = db_.get();
        const std::string sql =
            "DELETE FROM claims WHERE taken_at < strftime('%s','now') - " + std::to_string(max_secs);
        check(db, sqlite3_exec(db, sql.c_str(), nullptr, nullptr, nullptr)); // EXPECT: timestamp-cleanup
        return sqlite3_changes(db);
    }

private:
    Db db_;
};

}  // namespace

int main(int argc, char** argv) {
    try {
        Spool spool(argc > 1 ? argv[1] : "/var/spool/render/jobs.db");
        std::cout << "jobs " << spool.trim_jobs() << ", exports " << spool.trim_exports() << ", claims "
                  << spool.trim_claims(900) << '\n';
    } catch (const std::exception& e) {
        std::cerr << e.what() << '\n';
        return 1;
    }
}
