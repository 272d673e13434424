// STD: c++20
#include "charger.h"

#include <iostream>

int main() {
    billing::Ledger ledger;
    {
        billing::Charger charger(ledger);
        for (int t = 0; t < 4; ++t) {
            std::vector<billing::Usage> batch;
            for (int i = 0; i < 1000; ++i)
                batch.push_back({"user" + std::to_string(i % 10), 50 + i % 7, i % 20 == 0});
            charger.run(std::move(batch));
        }
        std::cout << charger.migrate("alice", 500) << '\n';
    }
    std::cout << ledger.size() << '\n';
}
