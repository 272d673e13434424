// RUN: %tocsin %s
// STD: c++20
// Reference counted video frames and the memory budget they are charged to.
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <new>

namespace media {

class FrameBudget {
public:
    explicit FrameBudget(std::size_t limit) : limit_(limit) {}

    bool charge(std::size_t n) {
        std::size_t cur = used_.load(std::memory_order_relaxed);
        do {
            if (cur + n > limit_)
                return false;
        } while (!used_.compare_exchange_weak(cur, cur + n, std::memory_order_acq_rel));
        return true;
    }

    // Charge without a limit check; used for frames imported from the capture card.
    void chargeImported(std::size_t n) {
        std::size_t cur = used_.load(std::memory_order_relaxed);
        const std::size_t next = cur + n;
        while (!used_.compare_exchange_weak(cur, next)) { // EXPECT: unchecked-version
            spins_.fetch_add(1, std::memory_order_relaxed);
        }
    }

    void refund(std::size_t n) { used_.fetch_sub(n, std::memory_order_acq_rel); }
    std::size_t used() const { return used_.load(); }

private:
    const std::size_t limit_;
    std::atomic<std::size_t> used_{0};
    std::atomic<std::uint64_t> spins_{0};
};

class Frame {
public:
    static Frame* create(FrameBudget& b, std::size_t bytes) {
        if (!b.charge(bytes))
            return nullptr;
        void* mem = std::malloc(bytes);
        if (!mem) {
            b.refund(bytes);
            return nullptr;
        }
        return new Frame(b, mem, bytes);
    }

    static Frame* import(FrameBudget& b, void* dma, std::size_t bytes) {
        b.chargeImported(bytes);
        return new Frame(b, dma, bytes);
    }

    void addRef() { refs_.fetch_add(1, std::memory_order_relaxed); }

    void release() {
        refs_.fetch_sub(1, std::memory_order_acq_rel);
        if (refs_.load(std::memory_order_acquire) == 0)
            delete this; // EXPECT: split-atomic
    }

    void mapForCpu() { mappings_.fetch_add(1, std::memory_order_relaxed); }

    void unmap() {
        if (mappings_.fetch_sub(1, std::memory_order_acq_rel) == 1)
            flushCaches();
    }

    std::uint8_t* data() { return static_cast<std::uint8_t*>(mem_); }

private:
    Frame(FrameBudget& b, void* mem, std::size_t bytes) : budget_(b), mem_(mem), bytes_(bytes) {}
    ~Frame() {
        std::free(mem_);
        budget_.refund(bytes_);
    }
    void flushCaches() { std::atomic_thread_fence(std::memory_order_seq_cst); }

    FrameBudget& budget_;
    void* mem_;
    std::size_t bytes_;
    std::atomic<int> refs_{1};
    std::atomic<int> mappings_{0};
};

} // namespace media
