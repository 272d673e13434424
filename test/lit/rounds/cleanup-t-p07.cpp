// RUN: %tocsin %s
// REQUIRES: stores
// STD: c++17
#include <sqlite3.h>
#include <cstdint>
#include <ctime>
#include <stdexcept>
#include <string>
#include <utility>

namespace jobdb {

class Statement {
public:
    Statement(sqlite3* db, const char* sql) {
        if (sqlite3_prepare_v2(db, sql, -1, &st_, nullptr) != SQLITE_OK)
            throw std::runtime_error(sqlite3_errmsg(db));
    }
    Statement(const Statement&) = delete;
    Statement& operator=(const Statement&) = delete;
    ~Statement() { sqlite3_finalize(st_); }
    Statement& bind(int i, std::int64_t v) { sqlite3_bind_int64(st_, i, v); return *this; }
    Statement& bind(int i, const std::string& v) {
        sqlite3_bind_text(st_, i, v.data(), static_cast<int>(v.size()), SQLITE_TRANSIENT);
        return *this;
    }
    bool step() {
        int rc = sqlite3_step(st_);
        if (rc == SQLITE_ROW) return true;
        if (rc == SQLITE_DONE) return false;
        throw std::runtime_error("sqlite step failed");
    }
    std::int64_t i64(int col) { return sqlite3_column_int64(st_, col); }
private:
    sqlite3_stmt* st_ = nullptr;
};

class JobQueue {
public:
    explicit JobQueue(sqlite3* db) : db_(db) {}

    std::int64_t submit(const std::string& payload) {
        Statement s(db_, "INSERT INTO jobs(payload, state, created_at) VALUES(?, 'ready', strftime('%s','now'))");
        s.bind(1, payload).step();
        return sqlite3_last_insert_rowid(db_);
    }

    // A worker takes one job in one statement; id 0 when nothing is ready.
    std::int64_t claim(const std::string& worker) {
        Statement s(db_,
            "UPDATE jobs SET state='running', worker=? WHERE id=("
            "SELECT id FROM jobs WHERE state='ready' ORDER BY created_at LIMIT 1) AND state='ready' RETURNING id");
        s.bind(1, worker);
        std::int64_t id = s.step() ? s.i64(0) : 0;
        while (id != 0 && s.step()) {}
        return id;
    }

    int dropSettled(int days) {
        Statement s(db_, "DELETE FROM jobs WHERE created_at < ? AND state IN ('done','failed')");
        s.bind(1, cutoff(days)).step();
        return sqlite3_changes(db_);
    }

    int dropUploads(int days) {
        Statement s(db_, "DELETE FROM uploads WHERE uploaded_at < ? AND lease_owner IS NULL");
        s.bind(1, cutoff(days)).step();
        return sqlite3_changes(db_);
    }

    int enforceRetention(int days) {
        sqlite3_stmt* st = nullptr;
        if (sqlite3_prepare_v2(db_, "DELETE FROM jobs WHERE created_at < ?1", -1, &st, nullptr) != SQLITE_OK)
            return -1;
        sqlite3_bind_int64(st, 1, cutoff(days));
        int rc = sqlite3_step(st); // EXPECT: timestamp-cleanup
        sqlite3_finalize(st);
        return rc == SQLITE_DONE ? sqlite3_changes(db_) : -1;
    }

    int dropArtifacts(int days) {
        std::string sql = "DELETE FROM artifacts WHERE built_at < " + std::to_string(cutoff(days));
        char* err = nullptr;
        if (sqlite3_exec(db_, sql.c_str(), nullptr, nullptr, &err) != SQLITE_OK) { // EXPECT: timestamp-cleanup
            std::string msg = err ? err : "unknown";
            sqlite3_free(err);
            throw std::runtime_error(msg);
        }
        return sqlite3_changes(db_);
    }

private:
    static std::int64_t cutoff(int days) {
        return static_cast<std::int64_t>(std::time(nullptr)) - static_cast<std::int64_t>(days) * 86400;
    }
    sqlite3* db_;
};

}  // namespace jobdb
