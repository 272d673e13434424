// RUN: %tocsin %s
// STD: c++20
#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <iostream>
#include <map>
#include <mutex>
#include <string>

namespace fs = std::filesystem;

class Replicas {
public:
    void ack(const std::string& name, std::uint64_t segment) {
        std::lock_guard<std::mutex> g(mu_);
        acked_[name] = segment;
    }
    std::uint64_t oldest_needed() const {
        std::lock_guard<std::mutex> g(mu_);
        std::uint64_t low = 0;
        bool first = true;
        for (const auto& kv : acked_) {
            low = first ? kv.second : std::min(low, kv.second);
            first = false;
        }
        return low;
    }

private:
    mutable std::mutex mu_;
    std::map<std::string, std::uint64_t> acked_;
};

static std::uint64_t segment_no(const fs::path& p) {
    unsigned long long n = 0;
    if (std::sscanf(p.filename().c_str(), "%16llx.wal", &n) != 1) return UINT64_MAX;
    return n;
}

int trim_primary(const fs::path& dir, const Replicas& reps, std::chrono::hours keep) {
    const auto cutoff = fs::file_time_type::clock::now() - keep;
    const std::uint64_t low = reps.oldest_needed();
    int n = 0;
    for (const auto& e : fs::directory_iterator(dir)) {
        if (segment_no(e.path()) >= low) continue;
        if (e.last_write_time() > cutoff) continue;
        std::error_code ec;
        n += fs::remove(e.path(), ec);
    }
    return n;
}

int trim_archive(const fs::path& dir, std::chrono::hours keep) {
    const auto now = fs::file_time_type::clock::now();
    auto past_retention = [&](const fs::directory_entry& e) {
        return e.path().extension() == ".wal" && now - e.last_write_time() > keep;
    };
    int n = 0;
    for (const auto& e : fs::directory_iterator(dir)) {
        std::error_code ec;
        if (past_retention(e) && fs::remove(e.path(), ec)) // EXPECT: timestamp-cleanup
            ++n;
        if (ec) std::cerr << e.path() << ": " << ec.message() << '\n';
    }
    return n;
}

int main(int argc, char** argv) {
    if (argc < 3) return 2;
    Replicas reps;
    reps.ack("east", 0x1200);
    reps.ack("west", 0x11f0);
    std::cout << trim_primary(argv[1], reps, std::chrono::hours(6)) << '\n';
    std::cout << trim_archive(argv[2], std::chrono::hours(24 * 9)) << '\n';
}
