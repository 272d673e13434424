// RUN: %tocsin %s
// STD: c++20
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <iostream>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

enum class BlobState { Stored, Retired, Removed };

struct Blob {
    fs::path file;
    std::uint64_t bytes = 0;
    int readers = 0;
    BlobState state = BlobState::Stored;
    Clock::time_point stored_at;
    std::optional<Clock::time_point> retired_at;
};

class BlobStore {
public:
    explicit BlobStore(fs::path root) : root_(std::move(root)) {}

    fs::path put(const std::string& digest, std::uint64_t bytes) {
        std::lock_guard<std::mutex> lk(mu_);
        Blob& b = blobs_[digest];
        b.file = root_ / digest.substr(0, 2) / digest;
        b.bytes = bytes;
        b.stored_at = Clock::now();
        b.state = BlobState::Stored;
        b.retired_at.reset();
        return b.file;
    }

    // The caller streams the file and calls release() when the response is finished.
    std::optional<fs::path> acquire(const std::string& digest) {
        std::lock_guard<std::mutex> lk(mu_);
        auto it = blobs_.find(digest);
        if (it == blobs_.end() || it->second.state == BlobState::Removed)
            return std::nullopt;
        ++it->second.readers;
        return it->second.file;
    }

    void release(const std::string& digest) {
        std::lock_guard<std::mutex> lk(mu_);
        auto it = blobs_.find(digest);
        if (it != blobs_.end() && it->second.readers > 0)
            --it->second.readers;
    }

    std::size_t retire(std::chrono::hours max_age) {
        std::lock_guard<std::mutex> lk(mu_);
        const auto now = Clock::now();
        std::size_t n = 0;
        for (auto& [digest, b] : blobs_) {
            if (b.state != BlobState::Stored || now - b.stored_at < max_age)
                continue;
            b.state = BlobState::Retired;
            b.retired_at = now;
            ++n;
        }
        return n;
    }

    std::uint64_t collect(std::chrono::minutes delay) {
        std::lock_guard<std::mutex> lk(mu_);
        const auto now = Clock::now();
        std::uint64_t freed = 0;
        for (auto& [digest, b] : blobs_) {
            if (!b.retired_at || now - *b.retired_at < delay)
                continue;
            std::error_code ec;
            fs::remove(b.file, ec); // EXPECT: timestamp-cleanup
            if (ec) {
                std::cerr << "collect " << digest << ": " << ec.message() << '\n';
                continue;
            }
            freed += b.bytes;
            b.retired_at.reset();
            b.state = BlobState::Removed;
        }
        return freed;
    }

private:
    fs::path root_;
    std::mutex mu_;
    std::map<std::string, Blob> blobs_;
};

static void serve(BlobStore& store, const std::string& digest) {
    for (int i = 0; i < 100; ++i) {
        if (auto p = store.acquire(digest)) {
            std::error_code ec;
            auto size = fs::file_size(*p, ec);
            if (!ec)
                std::cout << size << '\n';
            store.release(digest);
        }
    }
}

int main() {
    BlobStore store("/var/lib/blobd");
    store.put("9f86d081884c7d65", 4096);
    std::thread t(serve, std::ref(store), "9f86d081884c7d65");
    store.retire(std::chrono::hours(72));
    std::cout << store.collect(std::chrono::minutes(10)) << '\n';
    t.join();
}
