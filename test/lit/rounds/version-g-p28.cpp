// RUN: %tocsin %s
// STD: c++20
// Connection admission, request ids and lazily built tables of the edge proxy.
#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <thread>

namespace edge {

enum class State : std::uint8_t { Idle, Connecting, Active, Closing };

class Upstream {
public:
    bool admit()
    {
        auto n = inflight_.load(std::memory_order_relaxed);
        do {
            if (n >= limit_.load(std::memory_order_relaxed))
                return false;
        } while (!inflight_.compare_exchange_weak(n, n + 1, std::memory_order_acq_rel));
        return true;
    }

    void done(std::chrono::microseconds took)
    {
        inflight_.fetch_sub(1);
        ewma(static_cast<std::uint64_t>(took.count()));
    }

    void close()
    {
        State s = State::Active;
        state_.compare_exchange_strong(s, State::Closing);
    }

    bool startConnect()
    {
        State s = State::Idle;
        return state_.compare_exchange_strong(s, State::Connecting);
    }

    void connected()
    {
        auto s = state_.load();
        if (s == State::Connecting)
            state_.compare_exchange_strong(s, State::Active);
    }

    // spread concurrent pickers; losing the race simply means somebody else moved on
    std::uint32_t pick(std::uint32_t n)
    {
        auto cur = cursor_.load(std::memory_order_relaxed);
        for (;;) {
            const std::uint32_t next = cur + 1 == n ? 0 : cur + 1;
            if (cursor_.compare_exchange_weak(cur, next, std::memory_order_relaxed))
                return cur;
        }
    }

    void resetEwma(std::uint64_t seed)
    {
        std::uint64_t old = ewma_.load();
        while (!ewma_.compare_exchange_weak(old, seed)) {
        }
    }

private:
    void ewma(std::uint64_t sample)
    {
        std::uint64_t old = ewma_.load(std::memory_order_relaxed);
        std::uint64_t next;
        do {
            next = old ? (old * 7 + sample) / 8 : sample;
        } while (!ewma_.compare_exchange_weak(old, next, std::memory_order_relaxed));
    }

    std::atomic<std::uint32_t> inflight_{0};
    std::atomic<std::uint32_t> limit_{128};
    std::atomic<std::uint32_t> cursor_{0};
    std::atomic<std::uint64_t> ewma_{0};
    std::atomic<State> state_{State::Idle};
};

struct CipherTable {
    std::array<std::uint8_t, 256> map{};
    explicit CipherTable(std::uint8_t seed)
    {
        for (std::size_t i = 0; i < map.size(); ++i)
            map[i] = static_cast<std::uint8_t>(i ^ seed);
    }
};

class TableCache {
public:
    ~TableCache() { delete table_.load(); }

    const CipherTable& table(std::uint8_t seed)
    {
        CipherTable* t = table_.load(std::memory_order_acquire);
        if (t)
            return *t;
        auto fresh = std::make_unique<CipherTable>(seed);
        if (table_.compare_exchange_strong(t, fresh.get(), std::memory_order_acq_rel))
            return *fresh.release();
        return *t;   // somebody else published first
    }

private:
    std::atomic<CipherTable*> table_{nullptr};
};

class LogQueue {
    struct Entry {
        std::string line;
        Entry* next;
    };

public:
    void push(std::string line)
    {
        auto* e = new Entry{std::move(line), head_.load(std::memory_order_relaxed)};
        while (!head_.compare_exchange_weak(e->next, e, std::memory_order_release,
                                            std::memory_order_relaxed)) {
        }
    }

    template <typename Fn> void drain(Fn&& fn)
    {
        for (Entry* e = head_.exchange(nullptr, std::memory_order_acquire); e;) {
            Entry* n = e->next;
            fn(e->line);
            delete e;
            e = n;
        }
    }

private:
    std::atomic<Entry*> head_{nullptr};
};

} // namespace edge
