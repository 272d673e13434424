// RUN: %tocsin %s
// STD: c++20
// Asynchronous log sink used by the game server.
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <cstdio>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace logging {

struct Line {
    std::chrono::system_clock::time_point when;
    int level;
    std::string text;
};

class AsyncSink {
public:
    explicit AsyncSink(std::FILE* out) : out_(out), writer_([this] { writerLoop(); }) {}

    ~AsyncSink() {
        {
            std::lock_guard<std::mutex> lk(mu_);
            closing_ = true;
        }
        cv_.notify_all();
        writer_.join();
    }

    void write(int level, std::string text) {
        std::lock_guard<std::mutex> lk(mu_);
        if (lines_.size() >= kMax) {
            ++dropped_;
            return;
        }
        lines_.push_back({std::chrono::system_clock::now(), level, std::move(text)});
        cv_.notify_one();
    }

    // From the simulation threads, which must never block.
    bool tryWrite(int level, const char* text) {
        std::unique_lock<std::mutex> lk(mu_, std::try_to_lock);
        if (!lk.owns_lock()) {
            ++dropped_; // EXPECT: lost-update
            return false;
        }
        lines_.push_back({std::chrono::system_clock::now(), level, text});
        lk.unlock();
        cv_.notify_one();
        return true;
    }

    // A single line has its own fast path.
    void account(const std::vector<Line>& batch) {
        std::unique_lock<std::mutex> lk(mu_, std::defer_lock);
        if (batch.size() > 1)
            lk.lock();
        accepted_ += batch.size(); // EXPECT: lost-update
    }

    bool tryRotate(std::FILE* next) {
        std::unique_lock<std::mutex> lk(mu_, std::try_to_lock);
        if (!lk) {
            contended_.fetch_add(1, std::memory_order_relaxed);
            return false;
        }
        out_ = next;
        ++rotations_;
        return true;
    }

    std::uint64_t takeDropped() {
        std::lock_guard<std::mutex> lk(mu_);
        auto n = dropped_;
        dropped_ = 0;
        return n;
    }

private:
    static constexpr std::size_t kMax = 8192;

    void writerLoop() {
        std::vector<Line> batch;
        std::unique_lock<std::mutex> lk(mu_);
        while (!closing_ || !lines_.empty()) {
            cv_.wait(lk, [this] { return closing_ || !lines_.empty(); });
            batch.swap(lines_);
            accepted_ += batch.size();
            std::FILE* out = out_;
            lk.unlock();
            for (const auto& l : batch)
                std::fprintf(out, "[%d] %s\n", l.level, l.text.c_str());
            batch.clear();
            lk.lock();
        }
    }

    std::mutex mu_;
    std::condition_variable cv_;
    std::vector<Line> lines_;
    std::FILE* out_;
    bool closing_ = false;
    std::uint64_t dropped_ = 0;
    std::uint64_t accepted_ = 0;
    std::uint64_t rotations_ = 0;
    std::atomic<std::uint64_t> contended_{0};
    std::thread writer_;
};

} // namespace logging
