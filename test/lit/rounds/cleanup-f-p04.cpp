// RUN: %tocsin %s
// REQUIRES: stores
// STD: c++20
#include <cstdint>
#include <cstdio>
#include <ctime>
#include <sqlite3.h>
#include <stdexcept>
#include <string>

namespace jobs {

class Db {
public:
    explicit Db(const std::string& file) {
        if (sqlite3_open(file.c_str(), &h_) != SQLITE_OK) {
            std::string m = sqlite3_errmsg(h_);
            sqlite3_close(h_);
            throw std::runtime_error(m);
        }
        sqlite3_busy_timeout(h_, 5000);
    }
    ~Db() { sqlite3_close(h_); }
    Db(const Db&) = delete;
    sqlite3* handle() { return h_; }

private:
    sqlite3* h_ = nullptr;
};

// Several worker processes take rows with takeJob(); the maintenance cron
// runs the retention functions below on the same file.
class JobQueue {
public:
    explicit JobQueue(Db& db) : db_(db) {}

    bool takeJob(const std::string& worker, int64_t& id) {
        sqlite3_stmt* st = nullptr;
        const char* q =
            "UPDATE jobs SET state='running', worker=?1 WHERE id=("
            "SELECT id FROM jobs WHERE state='queued' ORDER BY id LIMIT 1) RETURNING id";
        if (sqlite3_prepare_v2(db_.handle(), q, -1, &st, nullptr) != SQLITE_OK) return false;
        sqlite3_bind_text(st, 1, worker.c_str(), -1, SQLITE_TRANSIENT);
        bool got = sqlite3_step(st) == SQLITE_ROW;
        if (got) id = sqlite3_column_int64(st, 0);
        sqlite3_finalize(st);
        return got;
    }

    int trimFinished(int days) {
        char sql[256];
        std::snprintf(sql, sizeof sql,
                      "DELETE FROM jobs WHERE state IN ('done','failed') "
                      "AND finished_at < strftime('%%s','now','-%d days')",
                      days);
        return run(sql);
    }

    int trimOld(int days) {
        std::time_t cutoff = std::time(nullptr) - std::time_t(days) * 86400;
        std::string sql = "DELETE FROM jobs WHERE created_at < " + std::to_string(cutoff);
        char* err = nullptr;
        if (sqlite3_exec(db_.handle(), sql.c_str(), nullptr, nullptr, &err) != SQLITE_OK) { // EXPECT: timestamp-cleanup
            std::fprintf(stderr, "trimOld: %s\n", err ? err : "?");
            sqlite3_free(err);
            return -1;
        }
        return sqlite3_changes(db_.handle());
    }

    int trimArtifacts(int64_t cutoff) {
        sqlite3_stmt* st = nullptr;
        static const char kSql[] = "DELETE FROM artifacts WHERE uploaded_at <= ?1";
        if (sqlite3_prepare_v2(db_.handle(), kSql, -1, &st, nullptr) != SQLITE_OK)
            return -1;
        sqlite3_bind_int64(st, 1, cutoff);
        int rc = sqlite3_step(st); // EXPECT: timestamp-cleanup
        sqlite3_finalize(st);
        return rc == SQLITE_DONE ? sqlite3_changes(db_.handle()) : -1;
    }

private:
    int run(const char* sql) {
        char* err = nullptr;
        if (sqlite3_exec(db_.handle(), sql, nullptr, nullptr, &err) != SQLITE_OK) {
            std::fprintf(stderr, "sql: %s\n", err ? err : "?");
            sqlite3_free(err);
            return -1;
        }
        return sqlite3_changes(db_.handle());
    }

    Db& db_;
};

}  // namespace jobs
