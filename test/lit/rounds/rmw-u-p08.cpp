// RUN: %tocsin %s
// STD: c++20
// Epoch word of the buffer recycler: high half epoch, low half readers inside.
#include <atomic>
#include <cassert>
#include <cstdint>
#include <cstdio>
#include <memory>
#include <thread>
#include <vector>

namespace recycle {

class EpochWord {
public:
    static constexpr std::uint64_t make(std::uint32_t epoch, std::uint32_t inside) {
        return (std::uint64_t{epoch} << 32) | inside;
    }
    static constexpr std::uint32_t epochOf(std::uint64_t w) { return static_cast<std::uint32_t>(w >> 32); }
    static constexpr std::uint32_t insideOf(std::uint64_t w) { return static_cast<std::uint32_t>(w); }

    std::uint32_t enter() {
        std::uint64_t cur = word_.load(std::memory_order_relaxed);
        std::uint64_t next;
        do {
            next = make(epochOf(cur), insideOf(cur) + 1);
        } while (!word_.compare_exchange_weak(cur, next, std::memory_order_acq_rel,
                                              std::memory_order_relaxed));
        return epochOf(next);
    }

    void leave() { word_.fetch_sub(1, std::memory_order_release); }

    // Moves to the next epoch; readers stay counted.
    std::uint32_t advance() {
        std::uint64_t seen = word_.load(std::memory_order_acquire);
        const std::uint64_t next = make(epochOf(seen) + 1, insideOf(seen));
        while (!word_.compare_exchange_weak(seen, next, std::memory_order_acq_rel)) { // EXPECT: unchecked-version
            std::this_thread::yield();
        }
        return epochOf(next);
    }

    // Advances only when nobody is inside; gives up on any change.
    bool advanceIfQuiet() {
        std::uint64_t seen = word_.load(std::memory_order_acquire);
        if (insideOf(seen) != 0)
            return false;
        return word_.compare_exchange_strong(seen, make(epochOf(seen) + 1, 0),
                                             std::memory_order_acq_rel);
    }

    std::uint32_t inside() const { return insideOf(word_.load(std::memory_order_acquire)); }

private:
    std::atomic<std::uint64_t> word_{0};
};

class ReaderScope {
public:
    explicit ReaderScope(EpochWord& w) : word_(w), epoch_(w.enter()) {}
    ~ReaderScope() { word_.leave(); }
    ReaderScope(const ReaderScope&) = delete;
    ReaderScope& operator=(const ReaderScope&) = delete;
    std::uint32_t epoch() const { return epoch_; }

private:
    EpochWord& word_;
    std::uint32_t epoch_;
};

struct Counters {
    std::atomic<std::uint64_t> reads{0};
    std::atomic<std::uint64_t> flips{0};
};

void reader(EpochWord& w, Counters& c, int rounds) {
    for (int i = 0; i < rounds; ++i) {
        ReaderScope scope(w);
        if (scope.epoch() != 0)
            c.reads.fetch_add(1, std::memory_order_relaxed);
    }
}

void flipper(EpochWord& w, Counters& c, int rounds) {
    for (int i = 0; i < rounds; ++i) {
        if (!w.advanceIfQuiet())
            w.advance();
        c.flips.fetch_add(1, std::memory_order_relaxed);
    }
}

}  // namespace recycle

int main() {
    recycle::EpochWord word;
    recycle::Counters counters;
    std::vector<std::thread> pool;
    for (int i = 0; i < 6; ++i)
        pool.emplace_back(recycle::reader, std::ref(word), std::ref(counters), 20000);
    pool.emplace_back(recycle::flipper, std::ref(word), std::ref(counters), 500);
    for (auto& t : pool)
        t.join();
    std::printf("reads %llu flips %llu inside %u\n",
                static_cast<unsigned long long>(counters.reads.load()),
                static_cast<unsigned long long>(counters.flips.load()), word.inside());
    return word.inside() == 0 ? 0 : 1;
}
