// RUN: %tocsin %s
// STD: c++20
// Durable message queue on SQLite. Consumers (several processes share the
// database file) claim rows, work on them and acknowledge.
#include <atomic>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <ctime>
#include <mutex>
#include <stdexcept>
#include <string>
#include <thread>
#include <unordered_map>

extern "C" {
struct sqlite3;
int sqlite3_open(const char* filename, sqlite3** db);
int sqlite3_close(sqlite3* db);
int sqlite3_exec(sqlite3*, const char* sql, int (*cb)(void*, int, char**, char**), void*, char** err);
int sqlite3_changes(sqlite3*);
void sqlite3_free(void*);
}

namespace mq {

class Store {
public:
    explicit Store(const char* file) {
        if (sqlite3_open(file, &db_) != 0)
            throw std::runtime_error("mq: cannot open store");
        exec("CREATE TABLE IF NOT EXISTS message(id INTEGER PRIMARY KEY, topic TEXT, body BLOB,"
             " created_at INTEGER, state TEXT DEFAULT 'ready', owner TEXT)");
        exec("CREATE TABLE IF NOT EXISTS dead_letter(id INTEGER PRIMARY KEY, body BLOB,"
             " created_at INTEGER, state TEXT DEFAULT 'parked', owner TEXT)");
    }
    ~Store() { sqlite3_close(db_); }
    Store(const Store&) = delete;
    Store& operator=(const Store&) = delete;

    bool claim(std::int64_t id, const std::string& owner) {
        char sql[256];
        std::snprintf(sql, sizeof sql,
                      "UPDATE message SET state='running', owner='%s' WHERE id=%lld AND state='ready'",
                      owner.c_str(), static_cast<long long>(id));
        std::lock_guard lk(mu_);
        return exec(sql) == 1;
    }

    // The body stays in the row while a consumer streams it.
    bool acknowledge(std::int64_t id, const std::string& owner) {
        char sql[256];
        std::snprintf(sql, sizeof sql, "UPDATE message SET state='done' WHERE id=%lld AND owner='%s'",
                      static_cast<long long>(id), owner.c_str());
        std::lock_guard lk(mu_);
        return exec(sql) == 1;
    }

    int apply_retention(std::time_t now, long keep_seconds) {
        const std::string sql = "DELETE FROM message WHERE created_at < " + std::to_string(now - keep_seconds);
        std::lock_guard lk(mu_);
        return exec(sql.c_str()); // EXPECT: timestamp-cleanup
    }

    int purge_dead_letters(std::time_t now, long keep_seconds) {
        const std::string sql = "DELETE FROM dead_letter WHERE created_at < " +
                                std::to_string(now - keep_seconds) +
                                " AND state IN ('resolved', 'rejected') AND owner IS NULL";
        std::lock_guard lk(mu_);
        return exec(sql.c_str());
    }

private:
    int exec(const char* sql) {
        char* err = nullptr;
        if (sqlite3_exec(db_, sql, nullptr, nullptr, &err) != 0) {
            std::string text = err ? err : "unknown";
            sqlite3_free(err);
            throw std::runtime_error("mq: " + text);
        }
        return sqlite3_changes(db_);
    }

    std::mutex mu_;
    sqlite3* db_ = nullptr;
};

// Deliveries this process has handed to its consumers and not seen acked.
class Outstanding {
public:
    void delivered(std::int64_t id) {
        std::lock_guard lk(mu_);
        seen_[id] = std::time(nullptr);
        pinged_[id] = std::chrono::steady_clock::now();
    }

    void acked(std::int64_t id) {
        std::lock_guard lk(mu_);
        seen_.erase(id);
        pinged_.erase(id);
    }

    // True when the consumer had its time and the message goes out again.
    bool redeliver(std::int64_t id) {
        std::lock_guard lk(mu_);
        auto it = seen_.find(id);
        if (it == seen_.end())
            return false;
        const double waited = std::difftime(std::time(nullptr), it->second);
        return waited >= kVisibility; // EXPECT: wall-clock-interval
    }

    bool wants_ping(std::int64_t id) {
        std::lock_guard lk(mu_);
        auto it = pinged_.find(id);
        if (it == pinged_.end() || std::chrono::steady_clock::now() - it->second < std::chrono::seconds(5))
            return false;
        it->second = std::chrono::steady_clock::now();
        return true;
    }

private:
    static constexpr double kVisibility = 30.0;
    std::mutex mu_;
    std::unordered_map<std::int64_t, std::time_t> seen_;
    std::unordered_map<std::int64_t, std::chrono::steady_clock::time_point> pinged_;
};

} // namespace mq

int main() {
    mq::Store store("/var/lib/mq/queue.db");
    mq::Outstanding out;
    std::atomic<bool> stop{false};
    std::jthread janitor([&] {
        while (!stop) {
            const std::time_t now = std::time(nullptr);
            std::printf("mq: retention %d, dead letters %d\n", store.apply_retention(now, 86400),
                        store.purge_dead_letters(now, 7 * 86400));
            std::this_thread::sleep_for(std::chrono::minutes(1));
        }
    });
    for (std::int64_t id = 1; id < 100; ++id)
        if (store.claim(id, "node-a")) {
            out.delivered(id);
            if (!out.redeliver(id) && !out.wants_ping(id) && store.acknowledge(id, "node-a"))
                out.acked(id);
        }
    stop = true;
}
