// RUN: %tocsin %s
// STD: c++20
// Route table of the edge proxy. Operators edit entries with the generation they saw.
#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <mutex>
#include <numeric>
#include <shared_mutex>
#include <string>
#include <thread>
#include <unordered_map>
#include <utility>
#include <vector>

namespace edge {

struct Route {
    std::vector<double> weights;
    std::string upstream;
    bool drained = false;
    std::uint64_t generation = 1;
};

enum class Edit { Applied, StaleGeneration, NoSuchRoute };

class Strand {
public:
    explicit Strand(unsigned n) {
        for (unsigned i = 0; i < n; ++i)
            pool_.emplace_back([this](std::stop_token st) { run(st); });
    }
    void post(std::function<void()> fn) {
        {
            std::lock_guard lk(mu_);
            q_.push_back(std::move(fn));
        }
        cv_.notify_one();
    }

private:
    void run(std::stop_token st) {
        for (;;) {
            std::unique_lock lk(mu_);
            if (!cv_.wait(lk, st, [this] { return !q_.empty(); }))
                return;
            auto fn = std::move(q_.front());
            q_.pop_front();
            lk.unlock();
            fn();
        }
    }
    std::mutex mu_;
    std::condition_variable_any cv_;
    std::deque<std::function<void()>> q_;
    std::vector<std::jthread> pool_;
};

class RouteTable {
public:
    Route find(const std::string &name) const {
        std::shared_lock lk(mu_);
        auto it = routes_.find(name);
        return it == routes_.end() ? Route{} : it->second;
    }

    void define(const std::string &name, const std::string &upstream) {
        std::unique_lock lk(mu_);
        routes_.try_emplace(name, Route{{1.0}, upstream, false, 1});
    }

    Edit set_weights(const std::string &name, std::vector<double> w, std::uint64_t expected_generation) {
        {
            std::shared_lock lk(mu_);
            auto it = routes_.find(name);
            if (it == routes_.end())
                return Edit::NoSuchRoute;
            if (it->second.generation != expected_generation)
                return Edit::StaleGeneration;
        }
        normalise(w);
        std::unique_lock lk(mu_);
        auto it = routes_.find(name);
        if (it == routes_.end())
            return Edit::NoSuchRoute;
        it->second.weights = std::move(w); // EXPECT: unchecked-version
        ++it->second.generation;
        return Edit::Applied;
    }

    Edit set_upstream(const std::string &name, std::string up, std::uint64_t expected_generation) {
        {
            std::shared_lock lk(mu_);
            if (!current(name, expected_generation))
                return Edit::StaleGeneration;
        }
        if (up.find(':') == std::string::npos)
            up += ":443";
        std::unique_lock lk(mu_);
        if (!current(name, expected_generation))
            return Edit::StaleGeneration;
        auto &r = routes_.at(name);
        r.upstream = std::move(up);
        ++r.generation;
        return Edit::Applied;
    }

    Edit drain(const std::string &name, std::uint64_t expected_generation) {
        Route r = find(name);
        if (r.generation != expected_generation)
            return Edit::StaleGeneration;
        r.drained = true;
        r.weights.assign(1, 0.0);
        ++r.generation;
        std::unique_lock lk(mu_);
        routes_[name] = std::move(r); // EXPECT: unchecked-version
        return Edit::Applied;
    }

    Edit undrain(const std::string &name, std::uint64_t expected_generation) {
        Route r = find(name);
        r.drained = false;
        r.weights.assign(1, 1.0);
        std::unique_lock lk(mu_);
        auto it = routes_.find(name);
        if (it == routes_.end())
            return Edit::NoSuchRoute;
        if (it->second.generation != expected_generation || r.generation != expected_generation)
            return Edit::StaleGeneration;
        r.generation = expected_generation + 1;
        it->second = std::move(r);
        return Edit::Applied;
    }

private:
    bool current(const std::string &name, std::uint64_t g) const {
        auto it = routes_.find(name);
        return it != routes_.end() && it->second.generation == g;
    }
    static void normalise(std::vector<double> &w) {
        double sum = std::accumulate(w.begin(), w.end(), 0.0);
        if (sum > 0)
            for (auto &x : w)
                x /= sum;
    }
    mutable std::shared_mutex mu_;
    std::unordered_map<std::string, Route> routes_;
};

} // namespace edge

int main() {
    edge::RouteTable table;
    table.define("api", "10.0.0.1");
    std::atomic<int> stale{0};
    edge::Strand strand(3);
    for (int i = 0; i < 6; ++i)
        strand.post([&table, &stale, i] {
            auto g = table.find("api").generation;
            edge::Edit e;
            if (i % 3 == 0)
                e = table.set_weights("api", {1.0, double(i)}, g);
            else if (i % 3 == 1)
                e = table.set_upstream("api", "10.0.0." + std::to_string(i), g);
            else if ((e = table.drain("api", g)) == edge::Edit::Applied)
                e = table.undrain("api", g + 1);
            if (e != edge::Edit::Applied)
                ++stale;
        });
}
