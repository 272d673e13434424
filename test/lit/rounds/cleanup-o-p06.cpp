// RUN: %tocsin %s
// STD: c++20
// REQUIRES: stores
// Batch queue on SQLite: workers claim rows, a janitor thread keeps the tables short.
#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <sqlite3.h>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

namespace batch {

struct StmtDeleter {
    void operator()(sqlite3_stmt *s) const { sqlite3_finalize(s); }
};
using Stmt = std::unique_ptr<sqlite3_stmt, StmtDeleter>;

class Db {
public:
    explicit Db(const char *file) {
        if (sqlite3_open_v2(file, &db_, SQLITE_OPEN_READWRITE | SQLITE_OPEN_FULLMUTEX, nullptr) != SQLITE_OK)
            throw std::runtime_error(sqlite3_errmsg(db_));
        sqlite3_busy_timeout(db_, 2000);
    }
    ~Db() { sqlite3_close(db_); }
    Db(const Db &) = delete;

    Stmt prepare(const char *sql) {
        sqlite3_stmt *raw = nullptr;
        if (sqlite3_prepare_v2(db_, sql, -1, &raw, nullptr) != SQLITE_OK) throw std::runtime_error(sqlite3_errmsg(db_));
        return Stmt(raw);
    }
    // Runs a statement with one integer parameter, returns the rows touched.
    int run(const char *sql, std::int64_t arg) {
        Stmt st = prepare(sql);
        sqlite3_bind_int64(st.get(), 1, arg);
        if (sqlite3_step(st.get()) != SQLITE_DONE) throw std::runtime_error(sqlite3_errmsg(db_));
        return sqlite3_changes(db_);
    }

private:
    sqlite3 *db_ = nullptr;
};

std::int64_t unix_now() {
    using namespace std::chrono;
    return duration_cast<seconds>(system_clock::now().time_since_epoch()).count();
}

class Worker {
public:
    explicit Worker(const char *file) : db_(file) {}
    std::optional<std::int64_t> claim() {
        Stmt st = db_.prepare("UPDATE tasks SET state = 'running', started_at = unixepoch() "
                              "WHERE id = (SELECT id FROM tasks WHERE state = 'queued' LIMIT 1) RETURNING id");
        if (sqlite3_step(st.get()) != SQLITE_ROW) return std::nullopt;
        const std::int64_t id = sqlite3_column_int64(st.get(), 0);
        while (sqlite3_step(st.get()) == SQLITE_ROW) {}
        return id;
    }
    bool finish(std::int64_t id) { return db_.run("UPDATE tasks SET state = 'done' WHERE id = ?1", id) == 1; }
    void loop() {
        for (;;) {
            if (auto id = claim()) {
                std::this_thread::sleep_for(std::chrono::seconds(3));
                if (!finish(*id)) std::this_thread::yield();
            } else {
                std::this_thread::sleep_for(std::chrono::seconds(1));
            }
        }
    }

private:
    Db db_;
};

class Janitor {
public:
    explicit Janitor(const char *file) : db_(file) {}
    int trim_tasks(std::chrono::hours keep) {
        const std::int64_t cutoff = unix_now() - std::chrono::seconds(keep).count();
        return db_.run("DELETE FROM tasks WHERE created_at < ?1", cutoff); // EXPECT: timestamp-cleanup
    }
    int trim_uploads(std::chrono::hours keep) {
        const std::int64_t cutoff = unix_now() - std::chrono::seconds(keep).count();
        return db_.run("DELETE FROM uploads WHERE created_at < ?1 AND state IN ('done', 'failed')", cutoff);
    }
    int trim_exports(std::chrono::hours keep) {
        const std::int64_t cutoff = unix_now() - std::chrono::seconds(keep).count();
        return db_.run("DELETE FROM exports WHERE created_at < ?1 AND lease_owner IS NULL", cutoff);
    }

private:
    Db db_;
};

} // namespace batch

int main(int argc, char **argv) {
    const char *file = argc > 1 ? argv[1] : "/var/lib/batch/queue.db";
    std::vector<std::jthread> pool;
    for (int i = 0; i < 4; ++i) pool.emplace_back([file] { batch::Worker(file).loop(); });
    batch::Janitor jan(file);
    for (;;) {
        try {
            jan.trim_tasks(std::chrono::hours(24));
            jan.trim_uploads(std::chrono::hours(48));
            jan.trim_exports(std::chrono::hours(48));
        } catch (const std::exception &) {
            // database busy; next round
        }
        std::this_thread::sleep_for(std::chrono::minutes(5));
    }
}
