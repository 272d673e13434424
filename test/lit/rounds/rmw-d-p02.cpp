// RUN: %tocsin %s
// STD: c++20
// In-process metrics registry exported over the admin port.
#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <shared_mutex>
#include <sstream>
#include <string>
#include <unordered_map>

namespace telemetry {

class Counter {
public:
    explicit Counter(std::string name) : name_(std::move(name)) {}
    void add(std::uint64_t n) { value_.fetch_add(n, std::memory_order_relaxed); }
    std::uint64_t value() const { return value_.load(std::memory_order_relaxed); }

private:
    std::string name_;
    std::atomic<std::uint64_t> value_{0};
};

class Gauge {
public:
    void set(std::int64_t v) { value_.store(v, std::memory_order_relaxed); }
    std::int64_t value() const { return value_.load(std::memory_order_relaxed); }
    void retire() { retired_.store(true); }

private:
    std::atomic<std::int64_t> value_{0};
    std::atomic<bool> retired_{false};
};

class Registry {
public:
    std::shared_ptr<Counter> counter(const std::string& name) {
        {
            std::shared_lock<std::shared_mutex> rd(mu_);
            auto it = counters_.find(name);
            if (it != counters_.end())
                return it->second;
        }
        auto fresh = std::make_shared<Counter>(name);
        std::unique_lock<std::shared_mutex> wr(mu_);
        counters_[name] = fresh; // EXPECT: check-then-act
        return fresh;
    }

    std::shared_ptr<Gauge> gauge(const std::string& name) {
        {
            std::shared_lock<std::shared_mutex> rd(mu_);
            auto it = gauges_.find(name);
            if (it != gauges_.end())
                return it->second;
        }
        auto fresh = std::make_shared<Gauge>();
        std::unique_lock<std::shared_mutex> wr(mu_);
        auto [it, inserted] = gauges_.try_emplace(name, std::move(fresh));
        return it->second;
    }

    bool dropGauge(const std::string& name) {
        bool known;
        {
            std::shared_lock<std::shared_mutex> rd(mu_);
            known = gauges_.count(name) != 0;
        }
        if (!known)
            return false;
        std::unique_lock<std::shared_mutex> wr(mu_);
        gauges_.find(name)->second->retire(); // EXPECT-MISS: check-then-act
        gauges_.erase(name);
        return true;
    }

    bool dropCounter(const std::string& name) {
        std::unique_lock<std::shared_mutex> wr(mu_);
        auto it = counters_.find(name);
        if (it == counters_.end())
            return false;
        counters_.erase(it);
        return true;
    }

    std::string render() const {
        std::ostringstream out;
        std::shared_lock<std::shared_mutex> rd(mu_);
        for (const auto& [name, c] : counters_)
            out << name << ' ' << c->value() << '\n';
        for (const auto& [name, g] : gauges_)
            out << name << ' ' << g->value() << '\n';
        return out.str();
    }

private:
    mutable std::shared_mutex mu_;
    std::unordered_map<std::string, std::shared_ptr<Counter>> counters_;
    std::unordered_map<std::string, std::shared_ptr<Gauge>> gauges_;
};

Registry& registry() {
    static Registry r;
    return r;
}

} // namespace telemetry
