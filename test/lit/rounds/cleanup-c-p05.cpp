// RUN: %tocsin %s
// REQUIRES: stores
// STD: c++20
// Batch job queue on SQLite; several worker processes share the database file.
#include <sqlite3.h>

#include <cstdint>
#include <cstdio>
#include <ctime>
#include <memory>
#include <stdexcept>
#include <string>

class Statement {
public:
    Statement(sqlite3 *db, const char *sql) : db_(db) {
        if (sqlite3_prepare_v2(db, sql, -1, &stmt_, nullptr) != SQLITE_OK)
            throw std::runtime_error(sqlite3_errmsg(db));
    }
    ~Statement() { sqlite3_finalize(stmt_); }
    Statement(const Statement &) = delete;
    Statement &operator=(const Statement &) = delete;

    Statement &bind(int idx, std::int64_t v) {
        sqlite3_bind_int64(stmt_, idx, v);
        return *this;
    }
    int run() {
        int rc = sqlite3_step(stmt_);
        if (rc != SQLITE_DONE && rc != SQLITE_ROW)
            throw std::runtime_error(sqlite3_errmsg(db_));
        return sqlite3_changes(db_);
    }

private:
    sqlite3 *db_;
    sqlite3_stmt *stmt_ = nullptr;
};

class JobQueue {
public:
    explicit JobQueue(const std::string &file) {
        if (sqlite3_open(file.c_str(), &db_) != SQLITE_OK)
            throw std::runtime_error("cannot open " + file);
        exec("CREATE TABLE IF NOT EXISTS jobs(id INTEGER PRIMARY KEY, created_at INTEGER,"
             " finished_at INTEGER, state TEXT, lease_owner TEXT, payload BLOB)");
        exec("CREATE TABLE IF NOT EXISTS uploads(id INTEGER PRIMARY KEY, created_at INTEGER, job_id INTEGER)");
    }
    ~JobQueue() { sqlite3_close(db_); }

    bool claim(std::int64_t id, int worker) {
        Statement s(db_, "UPDATE jobs SET state='running', lease_owner=?2 WHERE id=?1 AND state='queued'");
        return s.bind(1, id).bind(2, worker).run() == 1;
    }

    // Finished work that nobody will touch any more.
    int pruneFinished(std::int64_t maxAge) {
        Statement s(db_, "DELETE FROM jobs WHERE finished_at < ?1 AND state IN ('done','failed')");
        return s.bind(1, static_cast<std::int64_t>(std::time(nullptr)) - maxAge).run();
    }

    int pruneBacklog(std::int64_t maxAge) {
        const std::int64_t cutoff = static_cast<std::int64_t>(std::time(nullptr)) - maxAge;
        char sql[160];
        std::snprintf(sql, sizeof sql, "DELETE FROM jobs WHERE created_at < %lld",
                      static_cast<long long>(cutoff));
        char *err = nullptr;
        if (sqlite3_exec(db_, sql, nullptr, nullptr, &err) != SQLITE_OK) { // EXPECT: timestamp-cleanup
            std::string msg = err ? err : "unknown";
            sqlite3_free(err);
            throw std::runtime_error(msg);
        }
        return sqlite3_changes(db_);
    }

    int countOlderThan(std::int64_t maxAge) {
        Statement s(db_, "SELECT count(*) FROM jobs WHERE created_at < ?1");
        return s.bind(1, static_cast<std::int64_t>(std::time(nullptr)) - maxAge).run();
    }

private:
    void exec(const char *sql) {
        if (sqlite3_exec(db_, sql, nullptr, nullptr, nullptr) != SQLITE_OK)
            throw std::runtime_error(sqlite3_errmsg(db_));
    }
    sqlite3 *db_ = nullptr;
};

int main(int argc, char **argv) {
    try {
        JobQueue q(argc > 1 ? argv[1] : "/var/lib/batchd/jobs.db");
        int done = q.pruneFinished(7 * 86400);
        int dropped = q.pruneBacklog(30 * 86400);
        std::printf("pruned %d finished, %d backlog\n", done, dropped);
    } catch (const std::exception &e) {
        std::fprintf(stderr, "batchd-prune: %s\n", e.what());
        return 1;
    }
    return 0;
}
