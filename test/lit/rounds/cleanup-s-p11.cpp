// RUN: %tocsin %s
// STD: c++20
// Blob collector: a scanner nominates cold blobs, a worker removes them so that
// slow disks do not stall the index.
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <filesystem>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <unordered_map>

namespace fs = std::filesystem;

namespace blob {

using Clock = std::chrono::steady_clock;
using BlobId = std::uint64_t;

struct Entry {
    fs::path file;
    Clock::time_point last_read;
    int readers = 0;
};

class Queue {
public:
    void push(BlobId id)
    {
        {
            std::lock_guard lk(mu_);
            ids_.push_back(id);
        }
        cv_.notify_one();
    }
    BlobId pop()
    {
        std::unique_lock lk(mu_);
        cv_.wait(lk, [this] { return !ids_.empty(); });
        const BlobId id = ids_.front();
        ids_.pop_front();
        return id;
    }

private:
    std::mutex mu_;
    std::condition_variable cv_;
    std::deque<BlobId> ids_;
};

class Collector {
public:
    Collector(Clock::duration hot, Clock::duration meta) : hot_(hot), meta_ttl_(meta) {}

    std::optional<fs::path> acquire(BlobId id);
    void release(BlobId id);
    void scan();
    void dataWorker();
    void metaWorker();

private:
    std::mutex mu_;
    std::unordered_map<BlobId, Entry> data_, meta_;
    Queue data_q_, meta_q_;
    Clock::duration hot_, meta_ttl_;
};

std::optional<fs::path> Collector::acquire(BlobId id)
{
    std::lock_guard lk(mu_);
    const auto d = data_.find(id);
    const auto m = meta_.find(id);
    if (d == data_.end() || m == meta_.end())
        return std::nullopt;
    ++d->second.readers;
    ++m->second.readers;
    return d->second.file;
}

void Collector::release(BlobId id)
{
    std::lock_guard lk(mu_);
    for (auto *index : {&data_, &meta_})
        if (const auto it = index->find(id); it != index->end()) {
            --it->second.readers;
            it->second.last_read = Clock::now();
        }
}

void Collector::scan()
{
    std::lock_guard lk(mu_);
    const auto now = Clock::now();
    for (const auto &[id, e] : data_)
        if (now - e.last_read > hot_)
            data_q_.push(id);
    for (const auto &[id, e] : meta_)
        if (now - e.last_read > meta_ttl_)
            meta_q_.push(id);
}

void Collector::dataWorker()
{
    for (;;) {
        const BlobId id = data_q_.pop();
        fs::path file;
        {
            std::lock_guard lk(mu_);
            auto node = data_.extract(id);
            if (node.empty())
                continue;
            file = std::move(node.mapped().file);
        }
        std::error_code ec;
        fs::remove(file, ec); // EXPECT: timestamp-cleanup
    }
}

void Collector::metaWorker()
{
    for (;;) {
        const BlobId id = meta_q_.pop();
        fs::path file;
        {
            std::lock_guard lk(mu_);
            const auto it = meta_.find(id);
            if (it == meta_.end() || it->second.readers > 0)
                continue;
            if (Clock::now() - it->second.last_read <= meta_ttl_)
                continue;
            file = it->second.file;
            meta_.erase(it);
        }
        std::error_code ec;
        fs::remove(file, ec);
    }
}

} // namespace blob

int main()
{
    blob::Collector c(std::chrono::hours(6), std::chrono::hours(48));
    std::jthread d([&] { c.dataWorker(); });
    std::jthread m([&] { c.metaWorker(); });
    for (;;) {
        c.scan();
        std::this_thread::sleep_for(std::chrono::minutes(1));
    }
}
