// RUN: %tocsin %s
// STD: c++20
// Scratch arenas shared by request threads. A slot belongs to whoever claimed it.
#include <array>
#include <atomic>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <memory>
#include <new>
#include <thread>
#include <vector>

namespace scratch {

class ArenaPool {
public:
    static constexpr std::size_t kSlots = 12;
    static constexpr std::size_t kInitial = 4096;

    class Lease {
    public:
        Lease() = default;
        Lease(ArenaPool* pool, std::size_t index) : pool_(pool), index_(index) {}
        Lease(Lease&& o) noexcept : pool_(o.pool_), index_(o.index_) { o.pool_ = nullptr; }
        Lease& operator=(Lease&& o) noexcept {
            if (this != &o) {
                reset();
                pool_ = o.pool_;
                index_ = o.index_;
                o.pool_ = nullptr;
            }
            return *this;
        }
        ~Lease() { reset(); }

        explicit operator bool() const { return pool_ != nullptr; }
        void* allocate(std::size_t n) { return pool_->allocateIn(index_, n); }
        void reset() {
            if (pool_) {
                pool_->release(index_);
                pool_ = nullptr;
            }
        }

    private:
        ArenaPool* pool_ = nullptr;
        std::size_t index_ = 0;
    };

    Lease claim() {
        std::size_t start = hint_.load(std::memory_order_relaxed);
        for (std::size_t n = 0; n < kSlots; ++n) {
            std::size_t i = (start + n) % kSlots;
            Slot& s = slots_[i];
            if (s.busy.load(std::memory_order_relaxed))
                continue;
            if (s.busy.exchange(true, std::memory_order_acquire))
                continue;
            if (s.buffer.empty())
                s.buffer.resize(kInitial);
            s.used = 0;
            ++s.claims;
            hint_.store((i + 1) % kSlots, std::memory_order_relaxed); // EXPECT-NOISE: split-atomic
            return Lease(this, i);
        }
        exhausted_.fetch_add(1, std::memory_order_relaxed);
        return Lease();
    }

    std::uint64_t exhausted() const { return exhausted_.load(std::memory_order_relaxed); }

private:
    struct Slot {
        std::atomic<bool> busy{false};
        std::vector<std::byte> buffer;
        std::size_t used = 0;
        std::uint64_t claims = 0;
        std::size_t high = 0;
    };

    void* allocateIn(std::size_t i, std::size_t n) {
        Slot& s = slots_[i];
        n = (n + 15) & ~std::size_t{15};
        if (n > s.buffer.size() - s.used)
            throw std::bad_alloc();
        void* p = s.buffer.data() + s.used;
        s.used += n;
        if (s.used > s.high)
            s.high = s.used;
        return p;
    }

    void release(std::size_t i) {
        Slot& s = slots_[i];
        if (s.high > s.buffer.size() / 2) {
            s.buffer.resize(s.buffer.size() * 2); // EXPECT-NOISE: lost-update
            s.high = 0;
        }
        s.busy.store(false, std::memory_order_release);
    }

    std::array<Slot, kSlots> slots_;
    std::atomic<std::size_t> hint_{0};
    std::atomic<std::uint64_t> exhausted_{0};
};

}  // namespace scratch

static void serve(scratch::ArenaPool& pool, int rounds) {
    for (int i = 0; i < rounds; ++i) {
        auto lease = pool.claim();
        if (!lease) {
            std::this_thread::yield();
            continue;
        }
        for (int k = 0; k < 6; ++k)
            std::memset(lease.allocate(200), k, 200);
    }
}

int main() {
    auto pool = std::make_unique<scratch::ArenaPool>();
    std::vector<std::thread> threads;
    for (int i = 0; i < 16; ++i)
        threads.emplace_back([&pool] { serve(*pool, 5000); });
    for (auto& t : threads)
        t.join();
    std::printf("exhausted %llu times\n", static_cast<unsigned long long>(pool->exhausted()));
}
