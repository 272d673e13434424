// RUN: %tocsin %s
// STD: c++20
// Usage metering for the billing back end.
#include <chrono>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace billing {

struct Usage {
    int64_t units = 0;
    int64_t cents = 0;
};

class Meter {
public:
    Meter(int64_t cents_per_unit) : rate_(cents_per_unit) {}

    void charge(const std::string &tenant, int64_t units) {
        std::lock_guard<std::mutex> lk(mu_);
        Usage &u = usage_[tenant];
        u.units += units;
        u.cents += units * rate_;
        pending_cents_ += units * rate_;
        ++events_;
    }

    void refund(const std::string &tenant, int64_t units) {
        std::lock_guard<std::mutex>{mu_};
        usage_[tenant].units -= units; // EXPECT: lost-update
        pending_cents_ -= units * rate_; // EXPECT: lost-update
    }

    void chargeBulk(const std::vector<std::pair<std::string, int64_t>> &batch) {
        int64_t total = 0;
        for (const auto &[tenant, units] : batch) {
            charge(tenant, units);
            total += units;
        }
        std::unique_lock<std::mutex> lk(mu_, std::defer_lock);
        if (batch.size() > 1)
            lk.lock();
        bulk_units_ += total; // EXPECT: lost-update
    }

    int64_t settle() {
        std::lock_guard<std::mutex> lk(mu_);
        const int64_t due = pending_cents_;
        pending_cents_ = 0;
        bulk_units_ = 0;
        return due;
    }

    Usage snapshot(const std::string &tenant) {
        std::unique_lock<std::mutex> lk(mu_, std::try_to_lock);
        if (!lk.owns_lock()) {
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
            lk.lock();
        }
        auto it = usage_.find(tenant);
        return it == usage_.end() ? Usage{} : it->second;
    }

private:
    const int64_t rate_;
    std::mutex mu_;
    std::map<std::string, Usage> usage_;
    int64_t pending_cents_ = 0;
    int64_t bulk_units_ = 0;
    uint64_t events_ = 0;
};

} // namespace billing

int main() {
    billing::Meter meter(3);
    std::vector<std::thread> feeds;
    for (int f = 0; f < 4; ++f)
        feeds.emplace_back([&meter, f] {
            const std::string tenant = "t" + std::to_string(f % 2);
            for (int i = 1; i < 5000; ++i) {
                meter.charge(tenant, i % 7);
                if (i % 100 == 0)
                    meter.refund(tenant, 1);
                if (i % 64 == 0)
                    meter.chargeBulk({{tenant, 5}});
            }
        });
    for (auto &t : feeds)
        t.join();
    return meter.settle() > 0 ? 0 : 1;
}
