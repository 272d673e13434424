// RUN: %tocsin %s
// STD: c++20
// Tablet server: closed tablets and cold chunk files are removed by a background remover.
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <cstdio>
#include <deque>
#include <filesystem>
#include <mutex>
#include <string>
#include <thread>
#include <unordered_map>

namespace ts {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

template <class T> class WorkQueue {
public:
    void push(T v) {
        {
            std::lock_guard lk(mu_);
            items_.push_back(std::move(v));
        }
        cv_.notify_one();
    }
    T pop() {
        std::unique_lock lk(mu_);
        cv_.wait(lk, [&] { return !items_.empty(); });
        T v = std::move(items_.front());
        items_.pop_front();
        return v;
    }

private:
    std::mutex mu_;
    std::condition_variable cv_;
    std::deque<T> items_;
};

struct Tablet {
    fs::path dir;
    int scanners = 0;
    Clock::time_point closed_at{};
    bool queued = false;
};

class TabletManager {
public:
    bool begin_scan(std::uint64_t id, fs::path &dir) {
        std::lock_guard lk(mu_);
        auto it = tablets_.find(id);
        if (it == tablets_.end()) return false;
        ++it->second.scanners;
        dir = it->second.dir;
        return true;
    }
    void end_scan(std::uint64_t id) {
        std::lock_guard lk(mu_);
        if (auto it = tablets_.find(id); it != tablets_.end()) --it->second.scanners;
    }
    void closed(std::uint64_t id, fs::path dir) {
        std::lock_guard lk(mu_);
        tablets_[id] = Tablet{std::move(dir), 0, Clock::now(), false};
    }
    void schedule(Clock::duration keep) {
        std::lock_guard lk(mu_);
        for (auto &[id, t] : tablets_)
            if (!t.queued && t.scanners == 0 && Clock::now() - t.closed_at > keep) {
                t.queued = true;
                removals_.push(t.dir);
            }
    }
    [[noreturn]] void remover_loop() {
        for (;;) {
            const fs::path dir = removals_.pop();
            std::error_code ec;
            const auto n = fs::remove_all(dir, ec); // EXPECT: timestamp-cleanup
            std::fprintf(stderr, "tablet %s: %ju files removed\n", dir.c_str(), static_cast<std::uintmax_t>(n));
        }
    }

private:
    std::mutex mu_;
    std::unordered_map<std::uint64_t, Tablet> tablets_;
    WorkQueue<fs::path> removals_;
};

enum class ChunkState { Cold, Deleting };

struct Chunk {
    fs::path file;
    int readers = 0;
    ChunkState state = ChunkState::Cold;
    Clock::time_point sealed_at{};
};

class ChunkManager {
public:
    bool pin(const std::string &name, fs::path &file) {
        std::lock_guard lk(mu_);
        auto it = chunks_.find(name);
        if (it == chunks_.end() || it->second.state == ChunkState::Deleting) return false;
        ++it->second.readers;
        file = it->second.file;
        return true;
    }
    void unpin(const std::string &name) {
        std::lock_guard lk(mu_);
        --chunks_.at(name).readers;
    }
    void sealed(const std::string &name, fs::path file) {
        std::lock_guard lk(mu_);
        chunks_.try_emplace(name, Chunk{std::move(file), 0, ChunkState::Cold, Clock::now()});
    }
    void schedule(Clock::duration keep) {
        std::lock_guard lk(mu_);
        for (auto &[name, c] : chunks_)
            if (c.state == ChunkState::Cold && Clock::now() - c.sealed_at > keep) removals_.push(name);
    }
    [[noreturn]] void remover_loop() {
        for (;;) {
            const std::string name = removals_.pop();
            fs::path file;
            {
                std::lock_guard lk(mu_);
                auto it = chunks_.find(name);
                if (it == chunks_.end() || it->second.readers > 0 || it->second.state == ChunkState::Deleting) continue;
                it->second.state = ChunkState::Deleting;
                file = it->second.file;
            }
            std::error_code ec;
            fs::remove(file, ec);
            std::lock_guard lk(mu_);
            chunks_.erase(name);
        }
    }

private:
    std::mutex mu_;
    std::unordered_map<std::string, Chunk> chunks_;
    WorkQueue<std::string> removals_;
};

} // namespace ts

int main() {
    static ts::TabletManager tablets;
    static ts::ChunkManager chunks;
    std::thread([] { tablets.remover_loop(); }).detach();
    std::thread([] { chunks.remover_loop(); }).detach();
    std::thread([] {
        for (;; std::this_thread::sleep_for(std::chrono::seconds(30))) {
            tablets.schedule(std::chrono::hours(1));
            chunks.schedule(std::chrono::hours(1));
        }
    }).detach();
    for (std::uint64_t id = 0;; ++id) {
        ts::fs::path p;
        tablets.closed(id, "/data/tablets/" + std::to_string(id));
        chunks.sealed("c" + std::to_string(id), "/data/chunks/" + std::to_string(id));
        if (tablets.begin_scan(id / 2, p)) tablets.end_scan(id / 2);
        if (chunks.pin("c0", p)) chunks.unpin("c0");
        std::this_thread::sleep_for(std::chrono::milliseconds(200));
    }
}
