// RUN: %tocsin %s
// STD: c++20
// Lucene-like index: merged segments are dropped by a background worker.
#include <chrono>
#include <condition_variable>
#include <deque>
#include <filesystem>
#include <iostream>
#include <mutex>
#include <string>
#include <thread>
#include <unordered_map>

namespace fs = std::filesystem;
using steady = std::chrono::steady_clock;

enum class SegState { Live, Merged, Dropping };

struct Segment {
    fs::path dir;
    SegState state = SegState::Live;
    int searchers = 0;
    steady::time_point last_used = steady::now();
};

class SegmentManager {
public:
    explicit SegmentManager(std::chrono::seconds idle) : idle_(idle) {}

    void add(const std::string &name, fs::path dir) {
        std::lock_guard lk(mu_);
        segs_[name].dir = std::move(dir);
    }

    bool acquire(const std::string &name, fs::path &out) {
        std::lock_guard lk(mu_);
        auto it = segs_.find(name);
        if (it == segs_.end() || it->second.state == SegState::Dropping)
            return false;
        ++it->second.searchers;
        it->second.last_used = steady::now();
        out = it->second.dir;
        return true;
    }

    void release(const std::string &name) {
        std::lock_guard lk(mu_);
        auto it = segs_.find(name);
        if (it != segs_.end())
            --it->second.searchers;
    }

    void nominate() {
        std::lock_guard lk(mu_);
        const auto now = steady::now();
        for (auto &[name, seg] : segs_)
            if (now - seg.last_used > idle_)
                queue_.push_back(name);
        cv_.notify_one();
    }

    void work() {
        for (;;) {
            fs::path dir;
            std::string name;
            {
                std::unique_lock lk(mu_);
                cv_.wait(lk, [this] { return stop_ || !queue_.empty(); });
                if (stop_)
                    return;
                name = std::move(queue_.front());
                queue_.pop_front();
                auto it = segs_.find(name);
                if (it == segs_.end() || it->second.state == SegState::Dropping)
                    continue;
                if (it->second.searchers != 0 || steady::now() - it->second.last_used <= idle_)
                    continue;
                it->second.state = SegState::Dropping;
                dir = it->second.dir;
            }
            std::error_code ec;
            fs::remove_all(dir, ec);
            if (ec)
                std::cerr << name << ": " << ec.message() << '\n';
            std::lock_guard lk(mu_);
            segs_.erase(name);
        }
    }

    void shutdown() {
        std::lock_guard lk(mu_);
        stop_ = true;
        cv_.notify_all();
    }

private:
    std::chrono::seconds idle_;
    std::mutex mu_;
    std::condition_variable cv_;
    std::unordered_map<std::string, Segment> segs_;
    std::deque<std::string> queue_;
    bool stop_ = false;
};

int main() {
    SegmentManager mgr(std::chrono::seconds(30));
    mgr.add("_0", "/tmp/idx/_0");
    std::thread worker([&] { mgr.work(); });
    std::thread search([&] {
        fs::path p;
        if (mgr.acquire("_0", p)) {
            std::cout << fs::exists(p) << '\n';
            mgr.release("_0");
        }
    });
    mgr.nominate();
    search.join();
    mgr.shutdown();
    worker.join();
}
