// RUN: %tocsin %s
// STD: c++20
// Package cache of the over-the-air update proxy.
#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <functional>
#include <mutex>
#include <stop_token>
#include <string>
#include <system_error>
#include <thread>
#include <unordered_map>
#include <utility>
#include <vector>

namespace fs = std::filesystem;

class PackageCache {
public:
    using Clock = std::chrono::steady_clock;
    enum class State { Ready, Removing };

    explicit PackageCache(fs::path dir) : dir_(std::move(dir)) {}

    class Download {
    public:
        Download() = default;
        Download(PackageCache* cache, std::string name) : cache_(cache), name_(std::move(name)) {}
        Download(Download&& o) noexcept : cache_(std::exchange(o.cache_, nullptr)), name_(std::move(o.name_)) {}
        Download& operator=(Download&&) = delete;
        ~Download() {
            if (cache_)
                cache_->finish(name_);
        }
        explicit operator bool() const { return cache_ != nullptr; }
        fs::path path() const { return cache_->dir_ / name_; }

    private:
        PackageCache* cache_ = nullptr;
        std::string name_;
    };

    Download open(const std::string& name) {
        std::lock_guard lk(mu_);
        auto it = entries_.find(name);
        if (it == entries_.end() || it->second.state != State::Ready)
            return {};
        ++it->second.downloads;
        it->second.last_used = Clock::now();
        return Download(this, name);
    }

    void admit(const std::string& name) {
        std::lock_guard lk(mu_);
        entries_.try_emplace(name, Entry{Clock::now(), 0, State::Ready});
    }

    std::size_t evict_idle(Clock::duration idle) {
        std::vector<std::string> victims;
        {
            std::lock_guard lk(mu_);
            const auto cutoff = Clock::now() - idle;
            for (const auto& [name, e] : entries_)
                if (e.state == State::Ready && e.downloads == 0 && e.last_used < cutoff)
                    victims.push_back(name);
        }
        for (const auto& name : victims) {
            std::error_code ec;
            fs::remove(dir_ / name, ec); // EXPECT: timestamp-cleanup
            std::lock_guard lk(mu_);
            entries_.erase(name);
        }
        return victims.size();
    }

    std::size_t evict_withdrawn(Clock::duration idle, const std::function<bool(const std::string&)>& withdrawn) {
        std::vector<std::string> victims;
        {
            std::lock_guard lk(mu_);
            const auto cutoff = Clock::now() - idle;
            for (auto& [name, e] : entries_) {
                if (e.state != State::Ready || e.downloads > 0 || e.last_used >= cutoff || !withdrawn(name))
                    continue;
                e.state = State::Removing;
                victims.push_back(name);
            }
        }
        for (const auto& name : victims) {
            std::error_code ec;
            fs::remove(dir_ / name, ec);
            std::lock_guard lk(mu_);
            entries_.erase(name);
        }
        return victims.size();
    }

private:
    struct Entry {
        Clock::time_point last_used{};
        int downloads = 0;
        State state = State::Ready;
    };

    void finish(const std::string& name) {
        std::lock_guard lk(mu_);
        if (auto it = entries_.find(name); it != entries_.end())
            --it->second.downloads;
    }

    fs::path dir_;
    std::mutex mu_;
    std::unordered_map<std::string, Entry> entries_;
};

int main() {
    PackageCache cache("/var/cache/ota");
    cache.admit("fw-2.4.1.bin");
    std::jthread server([&](std::stop_token st) {
        while (!st.stop_requested())
            if (auto dl = cache.open("fw-2.4.1.bin")) {
                std::ifstream in(dl.path(), std::ios::binary);
                char block[4096];
                while (in.read(block, sizeof block) || in.gcount() > 0)
                    if (std::fwrite(block, 1, static_cast<std::size_t>(in.gcount()), stdout) == 0)
                        break;
            }
    });
    for (int i = 0; i < 3; ++i) {
        cache.evict_idle(std::chrono::hours(12));
        cache.evict_withdrawn(std::chrono::minutes(10), [](const std::string& n) { return n.starts_with("fw-1."); });
        std::this_thread::sleep_for(std::chrono::seconds(1));
    }
}
