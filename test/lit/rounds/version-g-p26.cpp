// RUN: %tocsin %s
// REQUIRES: stores
// STD: c++20
// Crawl frontier statistics on LevelDB. LevelDB takes an exclusive lock on its
// directory, so this process is the only writer.
#include <leveldb/db.h>
#include <leveldb/write_batch.h>
#include <condition_variable>
#include <cstdlib>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace frontier {

class HostStats {
public:
    explicit HostStats(std::unique_ptr<leveldb::DB> db) : db_(std::move(db)) {}

    bool recordFetch(const std::string& host, long bytes)
    {
        return transform("host/" + host + "/bytes", [bytes](long v) { return v + bytes; });
    }

    bool decay(const std::string& host)
    {
        return transform("host/" + host + "/score", [](long v) { return v - v / 8; });
    }

    long score(const std::string& host) const
    {
        std::string v;
        if (!db_->Get(leveldb::ReadOptions(), "host/" + host + "/score", &v).ok())
            return 0;
        return std::strtol(v.c_str(), nullptr, 10);
    }

    bool moveScore(const std::string& from, const std::string& to)
    {
        std::lock_guard<std::mutex> g(write_mu_);
        long a = 0, b = 0;
        if (!readLocked("host/" + from + "/score", &a) || !readLocked("host/" + to + "/score", &b))
            return false;
        leveldb::WriteBatch batch;
        batch.Put("host/" + to + "/score", std::to_string(a + b));
        batch.Delete("host/" + from + "/score");
        return db_->Write(leveldb::WriteOptions(), &batch).ok();
    }

    bool setRobots(const std::string& host, const std::string& text)
    {
        std::lock_guard<std::mutex> g(write_mu_);
        return db_->Put(leveldb::WriteOptions(), "host/" + host + "/robots", text).ok();
    }

private:
    bool readLocked(const std::string& key, long* out) const
    {
        std::string v;
        const leveldb::Status s = db_->Get(leveldb::ReadOptions(), key, &v);
        if (s.IsNotFound()) {
            *out = 0;
            return true;
        }
        if (!s.ok())
            return false;
        *out = std::strtol(v.c_str(), nullptr, 10);
        return true;
    }

    bool writeLocked(const std::string& key, long v)
    {
        return db_->Put(leveldb::WriteOptions(), key, std::to_string(v)).ok();
    }

    bool transform(const std::string& key, const std::function<long(long)>& fn)
    {
        std::lock_guard<std::mutex> g(write_mu_);
        long v = 0;
        return readLocked(key, &v) && writeLocked(key, fn(v));
    }

    std::unique_ptr<leveldb::DB> db_;
    std::mutex write_mu_;
};

void crawl(HostStats& stats, const std::vector<std::string>& hosts)
{
    std::vector<std::thread> ts;
    for (const auto& h : hosts)
        ts.emplace_back([&stats, h] {
            for (int i = 0; i < 100; ++i) {
                stats.recordFetch(h, 4096);
                if (stats.score(h) > 1000)
                    stats.decay(h);
            }
        });
    for (auto& t : ts)
        t.join();
}

} // namespace frontier
