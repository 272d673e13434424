// RUN: %tocsin %s
// STD: c++20
// Crash dump retention: keeps the newest dumps, runs inside the collector daemon.
#include <algorithm>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <iostream>
#include <string>
#include <syslog.h>
#include <thread>
#include <vector>

namespace fs = std::filesystem;
using namespace std::chrono_literals;

struct Limits {
    std::uintmax_t max_bytes = 512u << 20;
    std::chrono::hours max_age = 24h * 14;
    std::chrono::milliseconds pause = 20ms;
};

struct Dump {
    fs::path path;
    fs::file_time_type when;
    std::uintmax_t size;
};

class Retention {
public:
    Retention(fs::path dir, Limits limits) : dir_(std::move(dir)), limits_(limits) {}

    void run_once() {
        expire_by_age();
        expire_by_size();
    }

private:
    static bool is_dump(const fs::path& p) { return p.extension() == ".dmp"; }

    void expire_by_age() {
        const auto limit = fs::file_time_type::clock::now() - limits_.max_age;
        std::error_code ec;
        for (const fs::directory_entry& e : fs::directory_iterator(dir_, ec)) {
            if (!is_dump(e.path()) || !e.is_regular_file(ec))
                continue;
            if (e.last_write_time(ec) > limit || ec)
                continue;
            std::this_thread::sleep_for(limits_.pause);
            if (fs::remove(e.path(), ec)) // EXPECT: timestamp-cleanup
                syslog(LOG_INFO, "expired %s", e.path().c_str());
        }
    }

    void expire_by_size() {
        std::vector<Dump> dumps = collect();
        std::uintmax_t total = 0;
        for (const auto& d : dumps)
            total += d.size;
        std::sort(dumps.begin(), dumps.end(),
                  [](const Dump& a, const Dump& b) { return a.when < b.when; });
        if (total > limits_.max_bytes)
            syslog(LOG_NOTICE, "%zu dumps use %ju bytes, oldest is %s", dumps.size(),
                   static_cast<std::uintmax_t>(total), dumps.front().path.c_str());
    }

    std::vector<Dump> collect() const {
        std::vector<Dump> v;
        std::error_code ec;
        for (const auto& e : fs::directory_iterator(dir_, ec)) {
            if (!is_dump(e.path()))
                continue;
            const auto size = e.file_size(ec);
            const auto when = e.last_write_time(ec);
            if (!ec)
                v.push_back({e.path(), when, size});
        }
        return v;
    }

    fs::path dir_;
    Limits limits_;
};

int main() {
    openlog("dumpkeep", LOG_PID, LOG_DAEMON);
    Retention keep("/var/tmp/dumps", Limits{});
    for (;;) {
        keep.run_once();
        std::this_thread::sleep_for(10min);
    }
}
