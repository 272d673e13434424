// RUN: %tocsin %s
// STD: c++20
#include <chrono>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <mutex>
#include <string>
#include <thread>
#include <unordered_map>

namespace fs = std::filesystem;

class ObjectDepot {
public:
    using Clk = std::chrono::steady_clock;

    ObjectDepot(fs::path dir, Clk::duration soft, Clk::duration hard)
        : dir_(std::move(dir)), soft_(soft), hard_(hard) {}

    fs::path pin(const std::string& hash) {
        std::lock_guard<std::mutex> g(mu_);
        Entry& e = entries_[hash];
        if (!e.present) {
            e.file = dir_ / (hash + ".o");
            e.present = fs::exists(e.file);
        }
        ++e.users;
        e.last_hit = Clk::now();
        return e.present ? e.file : fs::path{};
    }

    void unpin(const std::string& hash) {
        std::lock_guard<std::mutex> g(mu_);
        --entries_[hash].users;
    }

    std::size_t shrink() {
        std::lock_guard<std::mutex> g(mu_);
        const auto now = Clk::now();
        std::size_t n = 0;
        for (auto& kv : entries_) {
            Entry& e = kv.second;
            const auto unused_for = now - e.last_hit;
            if (!e.present || unused_for < soft_) continue;
            if (e.users > 0 && unused_for < hard_) continue;
            std::error_code ec;
            fs::remove(e.file, ec); // EXPECT: timestamp-cleanup
            e.present = false;
            ++n;
        }
        return n;
    }

private:
    struct Entry {
        fs::path file;
        Clk::time_point last_hit;
        int users = 0;
        bool present = false;
    };
    fs::path dir_;
    Clk::duration soft_, hard_;
    std::mutex mu_;
    std::unordered_map<std::string, Entry> entries_;
};

int main() {
    using namespace std::chrono_literals;
    ObjectDepot depot("/var/lib/cc/objects", 30min, 4h);
    std::thread keeper([&] {
        for (int i = 0; i < 100; ++i) {
            std::cout << depot.shrink() << '\n';
            std::this_thread::sleep_for(2min);
        }
    });
    const auto p = depot.pin("9be1");
    if (!p.empty()) {
        std::ifstream in(p, std::ios::binary);
        std::cout << in.rdbuf();
    }
    depot.unpin("9be1");
    keeper.join();
}
