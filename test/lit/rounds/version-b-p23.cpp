// RUN: %tocsin %s
// STD: c++20
#include <atomic>
#include <cstdint>
#include <map>
#include <memory>
#include <string>

struct FlagSet {
    uint64_t revision = 0;
    std::map<std::string, int> percent;
};

class FlagRegistry {
public:
    FlagRegistry() : head_(std::make_shared<const FlagSet>()) {}

    std::shared_ptr<const FlagSet> current() const { return std::atomic_load(&head_); }

    uint64_t setPercent(const std::string& flag, int pct)
    {
        std::shared_ptr<const FlagSet> seen = std::atomic_load(&head_);
        std::shared_ptr<FlagSet> next;
        do {
            next = std::make_shared<FlagSet>(*seen);
            next->percent[flag] = pct;
            next->revision = seen->revision + 1;
        } while (!std::atomic_compare_exchange_weak(&head_, &seen, std::shared_ptr<const FlagSet>(next)));
        return next->revision;
    }

    bool replaceIf(uint64_t expectedRevision, FlagSet fresh)
    {
        std::shared_ptr<const FlagSet> seen = std::atomic_load(&head_);
        if (seen->revision != expectedRevision)
            return false;
        fresh.revision = expectedRevision + 1;
        std::shared_ptr<const FlagSet> next = std::make_shared<const FlagSet>(std::move(fresh));
        return std::atomic_compare_exchange_strong(&head_, &seen, next);
    }

private:
    std::shared_ptr<const FlagSet> head_;
};

class ExposureStats {
public:
    void observe(uint64_t latency_us)
    {
        count_.fetch_add(1, std::memory_order_relaxed);
        uint64_t seen = max_.load(std::memory_order_relaxed);
        while (latency_us > seen && !max_.compare_exchange_weak(seen, latency_us, std::memory_order_relaxed)) {
        }
    }

    bool beginExport()
    {
        State idle = State::Idle;
        return state_.compare_exchange_strong(idle, State::Exporting);
    }

    void endExport()
    {
        State busy = State::Exporting;
        state_.compare_exchange_strong(busy, State::Idle);
    }

    bool claimSlot(uint32_t owner)
    {
        uint64_t w = slot_.load(std::memory_order_acquire);
        while ((w & 0xffffffffu) == 0) {
            const uint64_t next = (((w >> 32) + 1) << 32) | owner;
            if (slot_.compare_exchange_weak(w, next, std::memory_order_acq_rel, std::memory_order_acquire))
                return true;
        }
        return false;
    }

private:
    enum class State { Idle, Exporting };
    std::atomic<uint64_t> count_{0};
    std::atomic<uint64_t> max_{0};
    std::atomic<State> state_{State::Idle};
    std::atomic<uint64_t> slot_{0};
};
