#pragma once
#include "ledger.h"

#include <thread>
#include <vector>

namespace billing {

struct Usage {
    std::string owner;
    Cents amount;
    bool refund;
};

class Charger {
public:
    explicit Charger(Ledger& l) : ledger_(l) {}
    ~Charger();
    void run(std::vector<Usage> usage);
    Cents migrate(const std::string& owner, Cents bonus);

private:
    void apply(const Usage& u);
    void refund(Wallet& w, Cents amount);

    Ledger& ledger_;
    std::vector<std::thread> threads_;
};

}  // namespace billing
