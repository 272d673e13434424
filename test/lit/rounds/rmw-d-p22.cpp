// RUN: %tocsin %s
// STD: c++20
// Thumbnail service: batch renderer plus a background cache janitor.
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <future>
#include <map>
#include <mutex>
#include <string>
#include <system_error>
#include <thread>
#include <vector>

namespace thumbs {

namespace fs = std::filesystem;

struct Result {
    std::size_t rendered = 0;
    std::size_t failed = 0;
    std::uint64_t bytes = 0;
};

bool render(const fs::path& in, const fs::path& outDir, std::uint64_t& size) {
    std::error_code ec;
    auto out = outDir / in.filename();
    fs::copy_file(in, out, fs::copy_options::overwrite_existing, ec);
    if (ec)
        return false;
    size = fs::file_size(out, ec);
    return !ec;
}

Result renderBatch(const std::vector<fs::path>& files, const fs::path& outDir, unsigned nthreads) {
    Result r;
    std::size_t failed = 0;
    std::atomic<std::size_t> next{0};
    std::atomic<std::uint64_t> bytes{0};
    std::mutex mu;
    std::vector<std::thread> pool;

    for (unsigned i = 0; i < nthreads; ++i) {
        pool.emplace_back([&] {
            std::size_t mine = 0;
            for (std::size_t k; (k = next++) < files.size();) {
                std::uint64_t size = 0;
                if (!render(files[k], outDir, size)) {
                    failed++; // EXPECT: lost-update
                    continue;
                }
                bytes += size;
                mine++;
            }
            std::lock_guard<std::mutex> lk(mu);
            r.rendered += mine;
        });
    }
    for (auto& t : pool)
        t.join();
    r.failed += failed;
    r.bytes = bytes;
    return r;
}

std::uint64_t diskUsage(const std::vector<fs::path>& dirs) {
    std::vector<std::future<std::uint64_t>> parts;
    for (const auto& d : dirs)
        parts.push_back(std::async(std::launch::async, [&d] {
            std::uint64_t n = 0;
            std::error_code ec;
            for (fs::recursive_directory_iterator it(d, ec), end; it != end; it.increment(ec))
                if (it->is_regular_file(ec))
                    n += it->file_size(ec);
            return n;
        }));
    std::uint64_t total = 0;
    for (auto& p : parts)
        total += p.get();
    return total;
}

class Janitor {
public:
    explicit Janitor(fs::path dir) : dir_(std::move(dir)) {
        sweeps_ = 0;
        thread_ = std::thread([this] { loop(); });
        if (fs::exists(dir_ / "dirty"))
            backlog_ += 100; // EXPECT: lost-update
    }

    ~Janitor() {
        {
            std::lock_guard<std::mutex> lk(mu_);
            stop_ = true;
        }
        cv_.notify_one();
        thread_.join();
    }

    void evict(const std::string& name) {
        std::lock_guard<std::mutex> lk(mu_);
        ++backlog_;
        names_[name]++;
        cv_.notify_one();
    }

private:
    void loop() {
        std::unique_lock<std::mutex> lk(mu_);
        while (!stop_) {
            cv_.wait_for(lk, std::chrono::seconds(5));
            for (auto it = names_.begin(); it != names_.end(); it = names_.erase(it)) {
                std::error_code ec;
                fs::remove(dir_ / it->first, ec);
                backlog_ -= it->second;
            }
            ++sweeps_;
        }
    }

    fs::path dir_;
    std::mutex mu_;
    std::condition_variable cv_;
    std::map<std::string, int> names_;
    int backlog_ = 0;
    unsigned sweeps_ = 0;
    bool stop_ = false;
    std::thread thread_;
};

} // namespace thumbs
