// RUN: %tocsin %s
// STD: c++20
#include <atomic>
#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <list>
#include <mutex>
#include <thread>

// Staging buffers for the texture uploader. Render threads hold a buffer by
// acquire()/release(); trim() runs on the loader thread.

struct StagingBuffer {
    ~StagingBuffer() { std::free(data); }
    std::atomic<int> refs{0};
    std::atomic<uint64_t> lastUseMs{0};
    size_t capacity = 0;
    unsigned char* data = nullptr;
};

static uint64_t monotonicMs() {
    using namespace std::chrono;
    return static_cast<uint64_t>(
        duration_cast<milliseconds>(steady_clock::now().time_since_epoch()).count());
}

class StagingPool {
public:
    StagingPool(uint64_t idleMs, uint64_t hardMs) : idleMs_(idleMs), hardMs_(hardMs) {}

    StagingBuffer* acquire(size_t want) {
        std::lock_guard<std::mutex> lk(mu_);
        for (StagingBuffer* b : buffers_) {
            if (b->capacity >= want && b->refs.load() == 0) {
                b->refs.store(1);
                b->lastUseMs.store(monotonicMs());
                return b;
            }
        }
        auto* b = new StagingBuffer;
        b->data = static_cast<unsigned char*>(std::malloc(want));
        if (!b->data) {
            delete b;
            return nullptr;
        }
        b->capacity = want;
        b->refs.store(1);
        b->lastUseMs.store(monotonicMs());
        buffers_.push_back(b);
        return b;
    }

    // Lock free on the render path.
    void release(StagingBuffer* b) {
        b->lastUseMs.store(monotonicMs());
        b->refs.fetch_sub(1);
    }

    size_t trim() {
        const uint64_t now = monotonicMs();
        size_t freed = 0;
        std::lock_guard<std::mutex> lk(mu_);
        for (auto it = buffers_.begin(); it != buffers_.end();) {
            StagingBuffer* b = *it;
            const uint64_t used = b->lastUseMs.load();
            const uint64_t idle = now - used;
            if (b->refs.load() != 0) {
                if (idle < hardMs_) { // EXPECT: unsigned-age
                    ++it;
                    continue;
                }
            } else if (now < used + idleMs_) {
                ++it;
                continue;
            }
            freed += b->capacity;
            it = buffers_.erase(it);
            delete b; // EXPECT: timestamp-cleanup
        }
        return freed;
    }

private:
    std::mutex mu_;
    std::list<StagingBuffer*> buffers_;
    uint64_t idleMs_;
    uint64_t hardMs_;
};

void loaderThread(StagingPool& pool, std::atomic<bool>& stop) {
    while (!stop.load()) {
        pool.trim();
        std::this_thread::sleep_for(std::chrono::milliseconds(500));
    }
}
