// STD: c++20
#include <cstdio>
#include <thread>
#include "auction.h"

int main() {
    Lot lot(50000);
    std::vector<std::thread> bidders;
    for (int i = 0; i < 5; ++i)
        bidders.emplace_back([&lot, i] {
            const std::string name = "paddle-" + std::to_string(i);
            for (long c = 1000; c < 60000; c += 500 + i)
                placeBid(lot, Bid{name, c});
            placeProxyBid(lot, Bid{name, 80000 + i});
            lowerReserve(lot, 250);
        });
    for (auto& t : bidders)
        t.join();
    std::printf("%s at %ld\n", lot.sold() ? "sold" : "unsold", lot.highest());
}
