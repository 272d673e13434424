// RUN: %tocsin %s
// STD: c++20
// Price quotes, cached per instrument. Feed handlers publish with the
// generation of the calendar they used; a calendar reload raises it.
#include <atomic>
#include <cstdint>
#include <mutex>
#include <optional>
#include <shared_mutex>
#include <string>
#include <thread>
#include <unordered_map>
#include <vector>

namespace px {

struct Quote {
    double bid = 0;
    double ask = 0;
};

class QuoteCache {
public:
    void put(const std::string &key, Quote q, std::uint64_t generation)
    {
        std::unique_lock lk(mu_);
        slots_[key] = {q, generation};
    }

    std::optional<Quote> get(const std::string &key) const
    {
        std::shared_lock lk(mu_);
        const auto it = slots_.find(key);
        return it == slots_.end() ? std::nullopt : std::optional(it->second.quote);
    }

    std::uint64_t generationOf(const std::string &key) const
    {
        std::shared_lock lk(mu_);
        const auto it = slots_.find(key);
        return it == slots_.end() ? UINT64_MAX : it->second.generation;
    }

    bool erase(const std::string &key)
    {
        std::unique_lock lk(mu_);
        return slots_.erase(key) != 0;
    }

    bool eraseBelow(const std::string &key, std::uint64_t generation)
    {
        std::unique_lock lk(mu_);
        const auto it = slots_.find(key);
        if (it == slots_.end() || it->second.generation >= generation)
            return false;
        slots_.erase(it);
        return true;
    }

private:
    struct Slot {
        Quote quote;
        std::uint64_t generation = 0;
    };
    mutable std::shared_mutex mu_;
    std::unordered_map<std::string, Slot> slots_;
};

class Desk {
public:
    explicit Desk(std::vector<std::string> symbols) : symbols_(std::move(symbols)) {}

    void publish(const std::string &symbol, Quote q) { spot_.put(symbol, q, generation_.load()); }
    void publishForward(const std::string &symbol, Quote q) { forward_.put(symbol, q, generation_.load()); }

    void reloadCalendar()
    {
        const auto g = generation_.fetch_add(1) + 1;
        for (const auto &s : symbols_)
            if (spot_.generationOf(s) < g)
                spot_.erase(s); // EXPECT: timestamp-cleanup
        for (const auto &s : symbols_)
            forward_.eraseBelow(s, g);
    }

    std::optional<Quote> spot(const std::string &symbol) const { return spot_.get(symbol); }

private:
    const std::vector<std::string> symbols_;
    std::atomic<std::uint64_t> generation_{1};
    QuoteCache spot_, forward_;
};

} // namespace px

int main()
{
    px::Desk desk({"EURUSD", "GBPUSD", "USDJPY"});
    std::jthread feed([&](std::stop_token st) {
        while (!st.stop_requested()) {
            desk.publish("EURUSD", {1.08, 1.09});
            desk.publishForward("EURUSD", {1.10, 1.11});
        }
    });
    for (int i = 0; i < 100; ++i)
        desk.reloadCalendar();
    return desk.spot("EURUSD").has_value() ? 0 : 1;
}
