// RUN: %tocsin %s
// STD: c++20
// Regression: shared locks, and the step from the shared to the exclusive one.
#include <atomic>
#include <map>
#include <mutex>
#include <shared_mutex>
#include <string>
#include <thread>
#include <vector>

class RouteTable {
public:
    struct Route {
        std::string gateway;
        int weight = 0;
    };

    void set(const std::string& net, Route r) {
        std::unique_lock lk(mu_);
        routes_[net] = std::move(r);
        ++epoch_;
    }
    void drop(const std::string& net) {
        std::unique_lock lk(mu_);
        routes_.erase(net);
        ++epoch_;
    }
    void reset_probes() {
        std::unique_lock lk(mu_);
        probes_ = 0;
    }

    bool has_counting_shared(const std::string& net) {
        std::shared_lock lk(mu_);
        ++probes_; // EXPECT: lost-update
        return routes_.contains(net);
    }
    bool has_counting_atomic(const std::string& net) {
        std::shared_lock lk(mu_);
        lookups_.fetch_add(1, std::memory_order_relaxed);
        return routes_.contains(net);
    }

    void learn_unchecked(const std::string& net, const std::string& gw) {
        {
            std::shared_lock rd(mu_);
            if (routes_.contains(net)) return;
        }
        std::unique_lock wr(mu_);
        routes_[net] = Route{gw, 1}; // EXPECT: check-then-act
        ++epoch_;
    }
    void learn_rechecked(const std::string& net, const std::string& gw) {
        {
            std::shared_lock rd(mu_);
            if (routes_.contains(net)) return;
        }
        std::unique_lock wr(mu_);
        if (routes_.contains(net)) return;
        routes_[net] = Route{gw, 1};
        ++epoch_;
    }
    void learn_try_emplace(const std::string& net, const std::string& gw) {
        std::shared_lock rd(mu_);
        if (routes_.contains(net)) return;
        rd.unlock();
        std::unique_lock wr(mu_);
        if (routes_.try_emplace(net, Route{gw, 1}).second) ++epoch_;
    }

    void heavier_stale(const std::string& net) {
        int w = 0;
        {
            std::shared_lock rd(mu_);
            auto it = routes_.find(net);
            if (it == routes_.end()) return;
            w = it->second.weight;
        }
        std::unique_lock wr(mu_);
        if (auto it = routes_.find(net); it != routes_.end()) it->second.weight = w + 1, ++epoch_; // EXPECT: lost-update
    }
    void heavier_fresh(const std::string& net) {
        {
            std::shared_lock rd(mu_);
            if (!routes_.contains(net)) return;
        }
        std::unique_lock wr(mu_);
        if (auto it = routes_.find(net); it != routes_.end()) it->second.weight += 1, ++epoch_;
    }
    bool heavier_if_epoch(const std::string& net) {
        std::shared_lock rd(mu_);
        auto it = routes_.find(net);
        if (it == routes_.end()) return false;
        const auto seen = epoch_;
        const int w = it->second.weight;
        rd.unlock();
        std::unique_lock wr(mu_);
        if (epoch_ != seen) return false;
        routes_[net].weight = w + 1;
        ++epoch_;
        return true;
    }

    bool add_below_cap_two_locks(const std::string& net, Route r) {
        std::shared_lock rd(mu_);
        const bool room = routes_.size() < kCap;
        rd.unlock();
        if (!room) return false;
        std::unique_lock wr(mu_);
        return routes_.emplace(net, std::move(r)).second; // EXPECT: check-then-act
    }
    bool add_below_cap_one_lock(const std::string& net, Route r) {
        std::unique_lock wr(mu_);
        return routes_.size() < kCap && routes_.emplace(net, std::move(r)).second;
    }

    void bump_epoch_try() {
        std::unique_lock wr(mu_, std::try_to_lock);
        if (wr.owns_lock()) ++epoch_;
        else ++epoch_; // EXPECT: lost-update
    }
    void bump_epoch_deferred() {
        std::unique_lock wr(mu_, std::defer_lock);
        if (!wr.try_lock()) wr.lock();
        ++epoch_;
    }

private:
    static constexpr std::size_t kCap = 4096;
    std::shared_mutex mu_;
    std::map<std::string, Route> routes_;
    unsigned long epoch_ = 0;
    unsigned long probes_ = 0;
    std::atomic<unsigned long> lookups_{0};
};

void drive(RouteTable& t) {
    std::vector<std::jthread> pool;
    for (int i = 0; i < 4; ++i)
        pool.emplace_back([&t] { t.has_counting_shared("a"), t.learn_unchecked("a", "g"), t.heavier_stale("a"), t.drop("a"); });
}
