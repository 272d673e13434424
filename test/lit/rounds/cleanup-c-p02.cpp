// RUN: %tocsin %s
// STD: c++20
// Compiled query plan store. Each plan has a directory with the generated object code
// that executor threads dlopen() on demand.
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <system_error>
#include <thread>
#include <vector>

namespace fs = std::filesystem;

namespace qstore {

using Clock = std::chrono::steady_clock;

class CompiledPlan {
public:
    CompiledPlan(std::uint64_t digest, fs::path dir)
        : digest_(digest), dir_(std::move(dir)), generated_at_(Clock::now()) {}

    std::uint64_t digest() const { return digest_; }
    const fs::path &directory() const { return dir_; }
    Clock::time_point generation_time() const { return generated_at_; }
    fs::path object_file() const { return dir_ / "plan.so"; }

private:
    std::uint64_t digest_;
    fs::path dir_;
    Clock::time_point generated_at_;
};

class PlanStore {
public:
    PlanStore(fs::path root, Clock::duration retention)
        : root_(std::move(root)), retention_(retention) {}

    void add(std::uint64_t digest, const std::string &object_code) {
        fs::path dir = root_ / std::to_string(digest);
        fs::create_directories(dir);
        std::ofstream(dir / "plan.so", std::ios::binary) << object_code;
        std::lock_guard<std::mutex> g(mu_);
        plans_.emplace(digest, CompiledPlan(digest, dir));
    }

    // Executors take the path and load the object after returning from here.
    std::optional<fs::path> locate(std::uint64_t digest) const {
        std::lock_guard<std::mutex> g(mu_);
        auto it = plans_.find(digest);
        if (it == plans_.end())
            return std::nullopt;
        return it->second.object_file();
    }

    std::size_t collect() {
        std::size_t n = 0;
        std::lock_guard<std::mutex> g(mu_);
        for (const auto &[digest, plan] : plans_) {
            if (!needsCollection(plan))
                continue;
            std::error_code ec;
            fs::remove_all(plan.directory(), ec); // EXPECT: timestamp-cleanup
            if (ec)
                std::cerr << "plan " << digest << ": " << ec.message() << '\n';
            else
                ++n;
        }
        return n;
    }

private:
    bool needsCollection(const CompiledPlan &plan) const {
        return Clock::now() - plan.generation_time() > retention_;
    }

    fs::path root_;
    Clock::duration retention_;
    mutable std::mutex mu_;
    std::map<std::uint64_t, CompiledPlan> plans_;
};

} // namespace qstore

int main() {
    qstore::PlanStore store("/tmp/qstore", std::chrono::minutes(20));
    store.add(0x9f31, "\x7f""ELF");
    std::thread janitor([&] {
        for (int i = 0; i < 3; ++i) {
            std::this_thread::sleep_for(std::chrono::seconds(1));
            store.collect();
        }
    });
    std::vector<std::thread> executors;
    for (int i = 0; i < 4; ++i)
        executors.emplace_back([&] {
            if (auto path = store.locate(0x9f31))
                std::ifstream in(*path, std::ios::binary);
        });
    for (auto &t : executors)
        t.join();
    janitor.join();
}
