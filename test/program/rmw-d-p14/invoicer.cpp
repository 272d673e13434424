// STD: c++20
#include "invoicer.h"

namespace billing {

namespace {
constexpr std::int64_t kDefaultLimit = 50000;
constexpr std::int64_t kFee = 499;
}

void Invoicer::applyUsage(const UsageEvent& ev) {
    if (!store_.contains(ev.account))
        store_.open(ev.account, kDefaultLimit); // EXPECT: check-then-act
    const std::int64_t amount = ev.units * ev.tariff;
    if (ev.refund) {
        store_.adjust(ev.account, amount);
        return;
    }
    const std::int64_t before = store_.balance(ev.account);
    store_.setBalance(ev.account, before - amount); // EXPECT: lost-update
}

void Invoicer::monthlyFee(const std::string& id, std::int64_t fee) {
    store_.openIfAbsent(id, kDefaultLimit);
    if (!store_.chargeWithin(id, fee))
        store_.adjust(id, -fee / 2);
}

void Invoicer::consume(const std::vector<UsageEvent>& events) {
    for (const auto& ev : events)
        applyUsage(ev);
}

void Invoicer::run(const std::vector<std::vector<UsageEvent>>& shards) {
    std::vector<std::thread> pool;
    for (const auto& shard : shards) {
        if (pool.size() == threads_) {
            for (auto& t : pool)
                t.join();
            pool.clear();
        }
        pool.emplace_back(&Invoicer::consume, this, std::cref(shard));
    }
    for (auto& t : pool)
        t.join();
    for (const auto& id : store_.ids())
        monthlyFee(id, kFee);
}

} // namespace billing
