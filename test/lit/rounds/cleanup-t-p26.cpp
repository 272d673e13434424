// RUN: %tocsin %s
// STD: c++17
#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace video {

inline std::uint64_t monoMs() {
    using namespace std::chrono;
    return static_cast<std::uint64_t>(
        duration_cast<milliseconds>(steady_clock::now().time_since_epoch()).count());
}

struct Frame {
    std::vector<std::uint8_t> pixels;
    unsigned refs = 0;
    std::int64_t leased_ms = 0;
};

// Frames travel as raw pointers through decoder, scaler and encoder threads.
class FramePool {
public:
    FramePool(std::size_t bytes, std::int64_t lingerMs, std::int64_t stuckMs)
        : bytes_(bytes), linger_(lingerMs), stuck_(stuckMs) {}

    ~FramePool() {
        for (Frame* f : frames_) delete f;
    }

    Frame* lease() {
        std::lock_guard<std::mutex> g(mu_);
        for (Frame* f : frames_) {
            if (f->refs == 0) return stamp(f);
        }
        Frame* f = new Frame;
        f->pixels.resize(bytes_);
        frames_.push_back(f);
        return stamp(f);
    }

    void addRef(Frame* f) {
        std::lock_guard<std::mutex> g(mu_);
        ++f->refs;
    }

    void release(Frame* f) {
        std::lock_guard<std::mutex> g(mu_);
        --f->refs;
    }

    void trim() {
        std::lock_guard<std::mutex> g(mu_);
        const auto now = static_cast<std::int64_t>(monoMs());
        for (auto it = frames_.begin(); it != frames_.end();) {
            Frame* f = *it;
            const std::int64_t held = now - f->leased_ms;
            if (f->refs == 0 && held > linger_) {
                it = frames_.erase(it);
                delete f;
                continue;
            }
            if (f->refs != 0 && held > stuck_) {
                it = frames_.erase(it);
                delete f; // EXPECT: timestamp-cleanup
                continue;
            }
            ++it;
        }
    }

private:
    Frame* stamp(Frame* f) {
        f->refs = 1;
        f->leased_ms = static_cast<std::int64_t>(monoMs());
        return f;
    }

    const std::size_t bytes_;
    const std::int64_t linger_;
    const std::int64_t stuck_;
    std::mutex mu_;
    std::list<Frame*> frames_;
};

// Each stage thread calls beat() for every frame.
class Stage {
public:
    explicit Stage(std::string name) : name_(std::move(name)), lastBeat_(monoMs()) {}
    void beat() { lastBeat_.store(monoMs(), std::memory_order_relaxed); }
    std::uint64_t lastBeat() const { return lastBeat_.load(std::memory_order_relaxed); }
    const std::string& name() const { return name_; }
private:
    std::string name_;
    std::atomic<std::uint64_t> lastBeat_;
};

class Supervisor {
public:
    using Handler = std::function<void(Stage&)>;

    Supervisor(std::vector<std::unique_ptr<Stage>> stages, std::uint64_t limitMs, Handler onStall)
        : stages_(std::move(stages)), limit_(limitMs), onStall_(std::move(onStall)) {}

    void check() {
        const std::uint64_t now = monoMs();
        for (auto& s : stages_) {
            if (now - s->lastBeat() > limit_) onStall_(*s); // EXPECT: unsigned-age
        }
    }

    std::uint64_t slowest() const {
        std::uint64_t worst = 0;
        for (const auto& s : stages_) {
            const std::uint64_t beat = s->lastBeat();
            const std::uint64_t now = monoMs();
            if (now > beat && now - beat > worst) worst = now - beat;
        }
        return worst;
    }

private:
    std::vector<std::unique_ptr<Stage>> stages_;
    const std::uint64_t limit_;
    Handler onStall_;
};

}  // namespace video
