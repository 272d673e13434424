// STD: c++20
// Durable queue behind the transcoding service: several worker processes claim rows of the same database.
#include "sqlite3.h"
#include <chrono>
#include <ctime>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <string>

namespace transcode {

class SqlError : public std::runtime_error {
public:
    explicit SqlError(sqlite3* db) : std::runtime_error(sqlite3_errmsg(db)) {}
};

struct StmtDeleter {
    void operator()(sqlite3_stmt* s) const { sqlite3_finalize(s); }
};
using Stmt = std::unique_ptr<sqlite3_stmt, StmtDeleter>;

class JobStore {
public:
    explicit JobStore(sqlite3* db) : db_(db) {}

    void claim(sqlite3_int64 jobId, sqlite3_int64 worker)
    {
        Stmt st = prepare("UPDATE jobs SET state = 'running', worker = ? WHERE id = ? AND state = 'queued'");
        sqlite3_bind_int64(st.get(), 1, worker);
        sqlite3_bind_int64(st.get(), 2, jobId);
        finish(st);
    }

    int purgeJobs(std::time_t now, std::chrono::hours keep)
    {
        const auto cutoff = now - std::chrono::duration_cast<std::chrono::seconds>(keep).count();
        const std::string sql = "DELETE FROM jobs WHERE created_at < " + std::to_string(cutoff);
        char* err = nullptr;
        std::lock_guard<std::mutex> g(mu_);
        if (sqlite3_exec(db_, sql.c_str(), nullptr, nullptr, &err) != SQLITE_OK) { // EXPECT: timestamp-cleanup
            std::string msg = err ? err : "unknown";
            sqlite3_free(err);
            throw std::runtime_error("purge jobs: " + msg);
        }
        return sqlite3_changes(db_);
    }

    int purgeReports(std::time_t now, std::chrono::hours keep)
    {
        const auto cutoff = now - std::chrono::duration_cast<std::chrono::seconds>(keep).count();
        std::lock_guard<std::mutex> g(mu_);
        Stmt st = prepare("DELETE FROM reports WHERE created_at < ? AND state IN ('delivered', 'rejected')");
        sqlite3_bind_int64(st.get(), 1, cutoff);
        finish(st);
        return sqlite3_changes(db_);
    }

    int dropAbandonedUploads(std::time_t now)
    {
        std::lock_guard<std::mutex> g(mu_);
        Stmt st = prepare("DELETE FROM uploads WHERE lease_owner IS NULL AND touched_at < ?");
        sqlite3_bind_int64(st.get(), 1, now - 6 * 3600);
        finish(st);
        return sqlite3_changes(db_);
    }

private:
    Stmt prepare(const char* sql)
    {
        sqlite3_stmt* raw = nullptr;
        if (sqlite3_prepare_v2(db_, sql, -1, &raw, nullptr) != SQLITE_OK)
            throw SqlError(db_);
        return Stmt(raw);
    }

    void finish(Stmt& st)
    {
        if (sqlite3_step(st.get()) != SQLITE_DONE)
            throw SqlError(db_);
    }

    sqlite3* db_;
    std::mutex mu_;
};

void nightly(JobStore& store)
{
    const std::time_t now = std::time(nullptr);
    store.purgeReports(now, std::chrono::hours(24 * 30));
    store.purgeJobs(now, std::chrono::hours(24 * 7));
    store.dropAbandonedUploads(now);
}

} // namespace transcode
