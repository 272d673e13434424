// RUN: %tocsin %s
// STD: c++20
// REQUIRES: stores
// Retention of the render queue database. Several render nodes share the file
// over one host and take rows by switching them to 'running'.
#include <chrono>
#include <memory>
#include <sqlite3.h>
#include <stdexcept>
#include <string>
#include <string_view>

namespace farm {

struct StmtCloser {
    void operator()(sqlite3_stmt *s) const { sqlite3_finalize(s); }
};
using Stmt = std::unique_ptr<sqlite3_stmt, StmtCloser>;

class QueueDb {
public:
    explicit QueueDb(const std::string &file)
    {
        if (sqlite3_open_v2(file.c_str(), &db_, SQLITE_OPEN_READWRITE, nullptr) != SQLITE_OK)
            throw std::runtime_error("cannot open queue");
        sqlite3_busy_timeout(db_, 2000);
    }
    ~QueueDb() { sqlite3_close(db_); }
    QueueDb(const QueueDb &) = delete;
    QueueDb &operator=(const QueueDb &) = delete;

    bool take(sqlite3_int64 id, std::string_view node);
    int dropOldTasks(std::chrono::seconds retention);
    int dropOldFrames(std::chrono::seconds retention);

private:
    Stmt prepare(const char *sql)
    {
        sqlite3_stmt *s = nullptr;
        if (sqlite3_prepare_v2(db_, sql, -1, &s, nullptr) != SQLITE_OK)
            throw std::runtime_error(sqlite3_errmsg(db_));
        return Stmt(s);
    }
    static sqlite3_int64 before(std::chrono::seconds d)
    {
        using namespace std::chrono;
        return duration_cast<seconds>((system_clock::now() - d).time_since_epoch()).count();
    }

    sqlite3 *db_ = nullptr;
};

bool QueueDb::take(sqlite3_int64 id, std::string_view node)
{
    auto s = prepare("UPDATE tasks SET state = 'running', node = ?2 WHERE id = ?1 AND state = 'queued'");
    sqlite3_bind_int64(s.get(), 1, id);
    sqlite3_bind_text(s.get(), 2, node.data(), static_cast<int>(node.size()), SQLITE_TRANSIENT);
    return sqlite3_step(s.get()) == SQLITE_DONE && sqlite3_changes(db_) == 1;
}

int QueueDb::dropOldTasks(std::chrono::seconds retention)
{
    auto s = prepare("DELETE FROM tasks WHERE project <> 'demo' AND created_at < ?1");
    sqlite3_bind_int64(s.get(), 1, before(retention));
    if (sqlite3_step(s.get()) != SQLITE_DONE) // EXPECT: timestamp-cleanup
        return -1;
    return sqlite3_changes(db_);
}

int QueueDb::dropOldFrames(std::chrono::seconds retention)
{
    auto s = prepare("DELETE FROM frames WHERE created_at < ?1 AND state IN ('done', 'failed')");
    sqlite3_bind_int64(s.get(), 1, before(retention));
    if (sqlite3_step(s.get()) != SQLITE_DONE)
        return -1;
    return sqlite3_changes(db_);
}

} // namespace farm

int main(int argc, char **argv)
{
    if (argc < 2)
        return 2;
    farm::QueueDb db(argv[1]);
    const std::chrono::hours week(24 * 7);
    return db.dropOldTasks(week) < 0 || db.dropOldFrames(week) < 0;
}
