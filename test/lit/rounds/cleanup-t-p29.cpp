// RUN: %tocsin %s
// STD: c++17
#include <rocksdb/db.h>

#include <chrono>
#include <cstdint>
#include <cstdio>
#include <ctime>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <unistd.h>
#include <utility>

namespace mailqueue {

enum class Phase : char { Queued = 'q', Delivering = 'd', Finished = 'f' };

struct Envelope {
    std::int64_t created_at = 0;
    Phase phase = Phase::Queued;
};

inline std::optional<Envelope> parse(const rocksdb::Slice& v) {
    long long created = 0;
    char phase = 0;
    if (std::sscanf(v.ToString().c_str(), "%lld %c", &created, &phase) != 2) return std::nullopt;
    return Envelope{created, static_cast<Phase>(phase)};
}

// All access to the "env/" keys goes through this class.
class EnvelopeStore {
public:
    explicit EnvelopeStore(rocksdb::DB* db) : db_(db) {}

    bool enqueue(const std::string& id) { return store(id, {static_cast<std::int64_t>(std::time(nullptr)), Phase::Queued}); }

    bool setPhase(const std::string& id, Phase p) {
        std::lock_guard<std::mutex> g(mu_);
        std::string raw;
        if (!db_->Get(ro_, "env/" + id, &raw).ok()) return false;
        auto e = parse(raw);
        if (!e) return false;
        e->phase = p;
        return storeLocked(id, *e);
    }

    int purgeFinished(std::int64_t keep) {
        std::lock_guard<std::mutex> g(mu_);
        int n = 0;
        const std::int64_t cutoff = static_cast<std::int64_t>(std::time(nullptr)) - keep;
        std::unique_ptr<rocksdb::Iterator> it(db_->NewIterator(ro_));
        for (it->Seek("env/"); it->Valid() && it->key().starts_with("env/"); it->Next()) {
            auto e = parse(it->value());
            if (!e || e->phase != Phase::Finished || e->created_at >= cutoff) continue;
            if (db_->Delete(wo_, it->key()).ok()) ++n;
        }
        return n;
    }

    int bounce(std::int64_t keep) {
        std::lock_guard<std::mutex> g(mu_);
        int n = 0;
        const std::int64_t now = static_cast<std::int64_t>(std::time(nullptr));
        std::unique_ptr<rocksdb::Iterator> it(db_->NewIterator(ro_));
        for (it->Seek("env/"); it->Valid() && it->key().starts_with("env/"); it->Next()) {
            auto e = parse(it->value());
            if (!e) continue;
            const bool overdue = now - e->created_at > keep;
            if (!overdue) continue;
            auto s = db_->Delete(wo_, it->key()); // EXPECT-MISS: timestamp-cleanup
            if (s.ok()) ++n;
        }
        return n;
    }

private:
    bool store(const std::string& id, const Envelope& e) {
        std::lock_guard<std::mutex> g(mu_);
        return storeLocked(id, e);
    }
    bool storeLocked(const std::string& id, const Envelope& e) {
        std::string v = std::to_string(e.created_at) + ' ' + static_cast<char>(e.phase);
        return db_->Put(wo_, "env/" + id, v).ok();
    }

    rocksdb::DB* db_;
    rocksdb::ReadOptions ro_;
    rocksdb::WriteOptions wo_;
    std::mutex mu_;
};

// Bodies lie in files; delivery agents (other processes) open them by path.
class BodyIndex {
public:
    using Clock = std::chrono::steady_clock;

    void add(std::string path) {
        std::lock_guard<std::mutex> g(mu_);
        by_arrival_.emplace(Clock::now(), std::move(path));
    }

    int evictBefore(Clock::time_point cutoff) {
        std::lock_guard<std::mutex> g(mu_);
        int n = 0;
        while (!by_arrival_.empty() && by_arrival_.begin()->first < cutoff) {
            auto oldest = by_arrival_.begin();
            if (::unlink(oldest->second.c_str()) == 0) ++n; // EXPECT-MISS: timestamp-cleanup
            by_arrival_.erase(oldest);
        }
        return n;
    }

    std::size_t count() {
        std::lock_guard<std::mutex> g(mu_);
        return by_arrival_.size();
    }

private:
    std::mutex mu_;
    std::multimap<Clock::time_point, std::string> by_arrival_;
};

}  // namespace mailqueue
