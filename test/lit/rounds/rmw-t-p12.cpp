// RUN: %tocsin %s
// STD: c++20
// Texture uploads: a transfer is shared by the decoder and the GPU queue and
// goes away with its last owner; the batch signals when its transfers are done.
#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <deque>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

namespace gfx {

class Transfer {
public:
    explicit Transfer(std::size_t bytes) : staging_(bytes) {}

    void retain() { owners_.fetch_add(1, std::memory_order_relaxed); }

    void release() {
        owners_.fetch_sub(1, std::memory_order_acq_rel);
        if (owners_.load(std::memory_order_acquire) == 0)
            delete this; // EXPECT: split-atomic
    }

    std::byte *data() { return staging_.data(); }
    std::size_t size() const { return staging_.size(); }

private:
    ~Transfer() = default;

    std::atomic<std::uint32_t> owners_{1};
    std::vector<std::byte> staging_;
};

class Fence {
public:
    void retain() { owners_.fetch_add(1, std::memory_order_relaxed); }
    void release() {
        if (owners_.fetch_sub(1, std::memory_order_acq_rel) == 1) delete this;
    }

    void expect(unsigned n) { pending_.fetch_add(n, std::memory_order_relaxed); }

    void arrive() {
        if (pending_.fetch_sub(1, std::memory_order_acq_rel) != 1) return;
        {
            std::lock_guard lk(mu_);
            signalled_ = true;
        }
        cv_.notify_all();
    }

    void wait() {
        std::unique_lock lk(mu_);
        cv_.wait(lk, [this] { return signalled_; });
    }

private:
    ~Fence() = default;

    std::atomic<std::uint32_t> owners_{1};
    std::atomic<unsigned> pending_{0};
    std::mutex mu_;
    std::condition_variable cv_;
    bool signalled_ = false;
};

struct Command {
    Transfer *transfer;
    Fence *fence;
};

class GpuQueue {
public:
    GpuQueue() : worker_([this](std::stop_token st) { run(st); }) {}

    void submit(Transfer *t, Fence *f) {
        t->retain();
        f->retain();
        {
            std::lock_guard lk(mu_);
            commands_.push_back({t, f});
        }
        cv_.notify_one();
    }

private:
    void run(std::stop_token st) {
        for (;;) {
            Command c{};
            {
                std::unique_lock lk(mu_);
                if (!cv_.wait(lk, st, [this] { return !commands_.empty(); })) return;
                c = commands_.front();
                commands_.pop_front();
            }
            uploaded_.fetch_add(c.transfer->size(), std::memory_order_relaxed);
            c.transfer->release();
            c.fence->arrive();
            c.fence->release();
        }
    }

    std::mutex mu_;
    std::condition_variable_any cv_;
    std::deque<Command> commands_;
    std::atomic<std::size_t> uploaded_{0};
    std::jthread worker_;
};

}  // namespace gfx

int main() {
    gfx::GpuQueue queue;
    for (int frame = 0; frame < 60; ++frame) {
        auto *fence = new gfx::Fence;
        fence->expect(4);
        for (int i = 0; i < 4; ++i) {
            auto *t = new gfx::Transfer(4096);
            t->data()[0] = std::byte{0xff};
            queue.submit(t, fence);
            t->release();
        }
        fence->wait();
        fence->release();
    }
}
