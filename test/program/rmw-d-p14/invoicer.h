#pragma once
#include "account_store.h"
#include <functional>
#include <string>
#include <thread>
#include <vector>

namespace billing {

struct UsageEvent {
    std::string account;
    std::int64_t units = 0;
    std::int64_t tariff = 0;
    bool refund = false;
};

class Invoicer {
public:
    Invoicer(AccountStore& store, unsigned threads) : store_(store), threads_(threads) {}
    void run(const std::vector<std::vector<UsageEvent>>& shards);

private:
    void consume(const std::vector<UsageEvent>& events);
    void applyUsage(const UsageEvent& ev);
    void monthlyFee(const std::string& id, std::int64_t fee);

    AccountStore& store_;
    unsigned threads_;
};

} // namespace billing
