// RUN: %tocsin %s
// STD: c++20
// Curve cache of the pricing service.  Market data ticks carry a generation; a curve
// built from an older generation than the tick has to go.
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace pricing {

struct Curve {
    std::vector<double> tenor;
    std::vector<double> df;
};

class CurveCache {
public:
    void put(const std::string& ccy, Curve c, std::uint64_t generation) {
        std::lock_guard<std::mutex> lk(mu_);
        slots_[ccy] = Slot{std::move(c), generation};
    }

    std::optional<Curve> get(const std::string& ccy) const {
        std::lock_guard<std::mutex> lk(mu_);
        auto it = slots_.find(ccy);
        return it == slots_.end() ? std::nullopt : std::optional<Curve>(it->second.curve);
    }

    std::uint64_t generation(const std::string& ccy) const {
        std::lock_guard<std::mutex> lk(mu_);
        auto it = slots_.find(ccy);
        return it == slots_.end() ? 0 : it->second.generation;
    }

    void erase(const std::string& ccy) {
        std::lock_guard<std::mutex> lk(mu_);
        slots_.erase(ccy);
    }

    bool erase_if_older(const std::string& ccy, std::uint64_t generation) {
        std::lock_guard<std::mutex> lk(mu_);
        auto it = slots_.find(ccy);
        if (it == slots_.end() || it->second.generation >= generation)
            return false;
        slots_.erase(it);
        return true;
    }

private:
    struct Slot {
        Curve curve;
        std::uint64_t generation = 0;
    };
    mutable std::mutex mu_;
    std::map<std::string, Slot> slots_;
};

struct Tick {
    std::string ccy;
    std::uint64_t generation;
    double rate;
};

class Feed {
public:
    Feed(CurveCache& discount, CurveCache& forward) : discount_(discount), forward_(forward) {}

    // Called from the multicast receiver threads, one per line.
    void on_tick(const Tick& t) {
        if (discount_.generation(t.ccy) < t.generation)
            discount_.erase(t.ccy); // EXPECT-MISS: timestamp-cleanup
        if (forward_.erase_if_older(t.ccy, t.generation))
            ++invalidations_;
    }

private:
    CurveCache& discount_;
    CurveCache& forward_;
    unsigned long invalidations_ = 0;
};

// Called from request threads.
Curve curve_for(CurveCache& cache, const std::string& ccy, std::uint64_t generation,
                const std::function<Curve(const std::string&)>& bootstrap) {
    if (auto c = cache.get(ccy))
        return *c;
    Curve c = bootstrap(ccy);
    cache.put(ccy, c, generation);
    return c;
}

} // namespace pricing
