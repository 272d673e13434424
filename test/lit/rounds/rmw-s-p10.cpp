// RUN: %tocsin %s
// STD: c++20
// Write-ahead log with a memory budget shared by all writers.
#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <cstdio>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

class MemoryBudget {
public:
    explicit MemoryBudget(std::size_t capacity) : capacity_(capacity) {}

    void reserve(std::size_t n) {
        std::unique_lock lk(mu_);
        const std::size_t after = reserved_ + n;
        if (after > capacity_)
            cv_.wait(lk, [&] { return reserved_ + n <= capacity_; });
        reserved_ = after; // EXPECT: lost-update
    }

    void reserve_exclusive(std::size_t n) {
        std::unique_lock lk(mu_);
        cv_.wait(lk, [&] { return reserved_ == 0; });
        const std::size_t after = reserved_ + n;
        reserved_ = after;
    }

    void release(std::size_t n) {
        {
            std::lock_guard lk(mu_);
            reserved_ -= n;
        }
        cv_.notify_all();
    }

private:
    const std::size_t capacity_;
    std::mutex mu_;
    std::condition_variable cv_;
    std::size_t reserved_ = 0;
};

struct FileCloser {
    void operator()(std::FILE* f) const { std::fclose(f); }
};

class Log {
public:
    Log(const char* path, MemoryBudget& budget) : file_(std::fopen(path, "ab")), budget_(budget) {}
    explicit operator bool() const { return file_ != nullptr; }

    std::uint64_t append(std::string_view rec) {
        budget_.reserve(rec.size());
        std::unique_lock lk(mu_);
        const std::uint64_t lsn = next_lsn_;
        while (!pending_.empty() && pending_.size() + rec.size() > kBatch)
            write_out(lk);
        pending_.append(rec);
        next_lsn_ = lsn + rec.size(); // EXPECT: lost-update
        return lsn;
    }

    std::uint64_t append_marker(std::uint32_t id) {
        const std::string rec = "#" + std::to_string(id) + "\n";
        budget_.reserve_exclusive(rec.size());
        std::unique_lock lk(mu_);
        while (!pending_.empty() && pending_.size() + rec.size() > kBatch)
            write_out(lk);
        const std::uint64_t lsn = next_lsn_;
        pending_.append(rec);
        next_lsn_ = lsn + rec.size();
        return lsn;
    }

    void sync() {
        std::unique_lock lk(mu_);
        write_out(lk);
    }

private:
    static constexpr std::size_t kBatch = 4096;

    // Writes the pending batch; other appenders may go on meanwhile. Batches may
    // land out of order, replay sorts the records.
    void write_out(std::unique_lock<std::mutex>& lk) {
        std::string batch;
        batch.swap(pending_);
        lk.unlock();
        {
            std::lock_guard io(io_mu_);
            std::fwrite(batch.data(), 1, batch.size(), file_.get());
            std::fflush(file_.get());
        }
        budget_.release(batch.size());
        lk.lock();
        batches_ += 1;
    }

    std::unique_ptr<std::FILE, FileCloser> file_;
    MemoryBudget& budget_;
    std::mutex mu_;
    std::mutex io_mu_;
    std::string pending_;
    std::uint64_t next_lsn_ = 0;
    std::uint64_t batches_ = 0;
};

int main() {
    MemoryBudget budget(16384);
    Log log("orders.wal", budget);
    if (!log)
        return 1;
    std::vector<std::thread> writers;
    for (int w = 0; w < 4; ++w)
        writers.emplace_back([&, w] {
            const std::string rec(100 + static_cast<std::size_t>(w), 'x');
            for (int i = 0; i < 1000; ++i)
                log.append(rec);
        });
    std::thread flusher([&] {
        for (int i = 0; i < 50; ++i) {
            log.sync();
            std::this_thread::sleep_for(std::chrono::milliseconds(10));
        }
    });
    for (auto& t : writers)
        t.join();
    flusher.join();
    log.sync();
    log.append_marker(1);
    log.sync();
}
