// STD: c++20
#include "sweeper.h"
#include <iostream>

int Sweeper::runOnce() {
    std::vector<TrashTicket> later;
    int removed = 0;
    for (auto& t : catalog_.takeTickets()) {
        if (Mono::now() - t.trashedAt < delay_) {
            later.push_back(std::move(t));
            continue;
        }
        std::error_code ec;
        std::filesystem::remove_all(t.dir, ec); // EXPECT: timestamp-cleanup
        if (ec) {
            std::cerr << "sweep " << t.name << ": " << ec.message() << '\n';
            later.push_back(std::move(t));
            continue;
        }
        catalog_.forget(t.name);
        ++removed;
    }
    catalog_.giveBack(std::move(later));
    return removed;
}
