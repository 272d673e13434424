// RUN: %tocsin %s
// REQUIRES: stores
// STD: c++20
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>
#include <leveldb/db.h>
#include <leveldb/write_batch.h>

class DownloadCounters {
public:
    explicit DownloadCounters(std::unique_ptr<leveldb::DB> db) : db_(std::move(db))
    {
        flusher_ = std::thread([this] { FlushLoop(); });
    }

    ~DownloadCounters()
    {
        {
            std::lock_guard<std::mutex> g(mu_);
            stop_ = true;
        }
        flusher_.join();
    }

    leveldb::Status Add(const std::string& artifact, uint64_t n)
    {
        std::lock_guard<std::mutex> g(mu_);
        uint64_t cur = 0;
        leveldb::Status s = ReadLocked(artifact, &cur);
        if (!s.ok() && !s.IsNotFound())
            return s;
        return db_->Put(leveldb::WriteOptions(), KeyFor(artifact), std::to_string(cur + n));
    }

    leveldb::Status Merge(const std::string& from, const std::string& into)
    {
        std::lock_guard<std::mutex> g(mu_);
        uint64_t a = 0, b = 0;
        leveldb::Status s = ReadLocked(from, &a);
        if (!s.ok())
            return s;
        s = ReadLocked(into, &b);
        if (!s.ok() && !s.IsNotFound())
            return s;
        leveldb::WriteBatch batch;
        batch.Delete(KeyFor(from));
        batch.Put(KeyFor(into), std::to_string(a + b));
        return db_->Write(leveldb::WriteOptions(), &batch);
    }

    leveldb::Status SetLabel(const std::string& artifact, const std::string& label)
    {
        return db_->Put(leveldb::WriteOptions(), "label/" + artifact, label);
    }

private:
    static std::string KeyFor(const std::string& artifact) { return "dl/" + artifact; }

    leveldb::Status ReadLocked(const std::string& artifact, uint64_t* out)
    {
        std::string raw;
        leveldb::Status s = db_->Get(leveldb::ReadOptions(), KeyFor(artifact), &raw);
        if (s.ok())
            *out = std::strtoull(raw.c_str(), nullptr, 10);
        return s;
    }

    void FlushLoop()
    {
        for (;;) {
            {
                std::lock_guard<std::mutex> g(mu_);
                if (stop_)
                    return;
            }
            std::this_thread::sleep_for(std::chrono::seconds(1));
            db_->CompactRange(nullptr, nullptr);
        }
    }

    std::unique_ptr<leveldb::DB> db_;
    std::mutex mu_;
    bool stop_ = false;
    std::thread flusher_;
};
