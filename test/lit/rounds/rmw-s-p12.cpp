// RUN: %tocsin %s
// STD: c++20
// Geo lookup cache of the ad server.
#include <atomic>
#include <cstdint>
#include <cstdio>
#include <mutex>
#include <optional>
#include <shared_mutex>
#include <string>
#include <thread>
#include <unordered_map>
#include <utility>
#include <vector>

struct Region {
    std::string country;
    std::uint32_t zone = 0;
    std::uint64_t hits = 0;
};

class GeoCache {
public:
    std::optional<std::uint32_t> zone(std::uint32_t prefix) {
        std::shared_lock lk(mu_);
        auto it = regions_.find(prefix);
        if (it == regions_.end()) {
            misses_.fetch_add(1, std::memory_order_relaxed);
            return std::nullopt;
        }
        auto& [key, region] = *it;
        region.hits += 1; // EXPECT: lost-update
        return region.zone;
    }

    void learn(std::uint32_t prefix, Region region) {
        std::unique_lock lk(mu_);
        auto [it, fresh] = regions_.try_emplace(prefix, std::move(region));
        if (!fresh)
            it->second.hits++;
    }

    std::string country(std::uint32_t prefix) {
        std::unique_lock lk(mu_);
        auto it = regions_.find(prefix);
        if (it == regions_.end())
            return "??";
        it->second.hits += 1;
        return it->second.country;
    }

    // Called from the request path: never waits for the writer.
    void decay() {
        std::unique_lock lk(mu_, std::try_to_lock);
        if (!lk) {
            ++owed_decays_; // EXPECT: lost-update
            return;
        }
        for (unsigned n = std::exchange(owed_decays_, 0u) + 1; n > 0; --n)
            for (auto& [prefix, region] : regions_)
                region.hits /= 2;
    }

    std::uint64_t misses() const { return misses_.load(); }

private:
    std::shared_mutex mu_;
    std::unordered_map<std::uint32_t, Region> regions_;
    unsigned owed_decays_ = 0;
    std::atomic<std::uint64_t> misses_{0};
};

class BillingMeter {
public:
    void impression(std::uint64_t micros) {
        std::lock_guard<std::mutex> hold(mu_);
        impressions_ += 1;
        spent_micros_ += micros;
    }

    void refund(std::uint64_t micros) {
        std::lock_guard<std::mutex>{mu_};
        spent_micros_ -= micros; // EXPECT: lost-update
    }

    std::pair<std::uint64_t, std::uint64_t> totals() {
        std::lock_guard<std::mutex> hold(mu_);
        return {impressions_, spent_micros_};
    }

private:
    std::mutex mu_;
    std::uint64_t impressions_ = 0;
    std::uint64_t spent_micros_ = 0;
};

int main() {
    GeoCache geo;
    BillingMeter meter;
    std::vector<std::thread> bidders;
    for (std::uint32_t b = 0; b < 6; ++b)
        bidders.emplace_back([&, b] {
            for (std::uint32_t i = 0; i < 2000; ++i) {
                const std::uint32_t prefix = (i * 31 + b) % 97;
                if (!geo.zone(prefix))
                    geo.learn(prefix, Region{"NZ", prefix % 7});
                meter.impression(1500);
                if (i % 50 == 0) {
                    meter.refund(1500);
                    geo.decay();
                }
            }
        });
    for (auto& t : bidders)
        t.join();
    const auto [impressions, spent] = meter.totals();
    std::printf("%llu impressions, %llu micros, %llu misses, %s\n", static_cast<unsigned long long>(impressions),
                static_cast<unsigned long long>(spent), static_cast<unsigned long long>(geo.misses()),
                geo.country(1).c_str());
}
