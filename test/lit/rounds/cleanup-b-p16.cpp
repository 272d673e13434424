// RUN: %tocsin %s
// STD: c++20
#include <chrono>
#include <filesystem>
#include <iostream>
#include <map>
#include <mutex>
#include <string>
#include <thread>

namespace fs = std::filesystem;
using Tick = std::chrono::steady_clock;

struct Sandbox {
    fs::path root;
    Tick::time_point touched;
    int attached = 0;
    bool wiped = false;
};

class SandboxPool {
public:
    explicit SandboxPool(fs::path base) : base_(std::move(base)) {}

    fs::path attach(const std::string& tenant) {
        std::lock_guard<std::mutex> lk(mu_);
        Sandbox& b = boxes_[tenant];
        if (b.root.empty()) b.root = base_ / tenant;
        if (b.wiped) {
            fs::create_directories(b.root);
            b.wiped = false;
        }
        ++b.attached;
        b.touched = Tick::now();
        return b.root;
    }

    void detach(const std::string& tenant) {
        std::lock_guard<std::mutex> lk(mu_);
        auto it = boxes_.find(tenant);
        if (it != boxes_.end()) --it->second.attached;
    }

    void trim(std::chrono::minutes idle) {
        std::lock_guard<std::mutex> lk(mu_);
        const auto now = Tick::now();
        for (auto& [tenant, b] : boxes_) {
            if (b.wiped) continue;
            if (now - b.touched > idle || b.attached == 0) {
                std::error_code ec;
                fs::remove_all(b.root, ec); // EXPECT: timestamp-cleanup
                b.wiped = !ec;
            }
        }
    }

    void trim_forks(const std::string& origin, std::chrono::minutes keep) {
        std::lock_guard<std::mutex> lk(mu_);
        auto base = boxes_.find(origin);
        if (base == boxes_.end()) return;
        const auto limit = Tick::now() - keep;
        for (auto& [tenant, fork] : boxes_) {
            if (fork.wiped || tenant.rfind(origin + "+", 0) != 0) continue;
            if (base->second.attached > 0) continue;
            if (fork.touched < limit) {
                std::error_code ec;
                fs::remove_all(fork.root, ec); // EXPECT: timestamp-cleanup
                fork.wiped = !ec;
            }
        }
    }

private:
    fs::path base_;
    std::mutex mu_;
    std::map<std::string, Sandbox> boxes_;
};

int main() {
    SandboxPool pool("/srv/sandbox");
    std::thread janitor([&] {
        for (int i = 0; i < 20; ++i) {
            pool.trim(std::chrono::minutes(40));
            pool.trim_forks("acme", std::chrono::minutes(15));
            std::this_thread::sleep_for(std::chrono::seconds(30));
        }
    });
    std::cout << pool.attach("acme") << ' ' << pool.attach("acme+1") << '\n';
    std::this_thread::sleep_for(std::chrono::hours(1));
    pool.detach("acme+1");
    pool.detach("acme");
    janitor.join();
}
