// STD: c++20
#include <cstdio>
#include <thread>
#include <vector>

#include "leases.h"

int main() {
    dhcp::LeaseDb db(100, 140);
    std::vector<std::thread> clients;
    for (int c = 0; c < 6; ++c) {
        clients.emplace_back([&db, c] {
            const std::string me = "client" + std::to_string(c);
            for (int i = 0; i < 200; ++i) {
                auto addr = db.request(me);
                if (!addr) {
                    std::this_thread::sleep_for(std::chrono::milliseconds(5));
                    continue;
                }
                if (i % 3 == 0)
                    db.renew(*addr, me);
                if (i % 2 == 0)
                    db.release(*addr, me);
            }
        });
    }
    for (auto& t : clients)
        t.join();
    std::puts(db.describe().c_str());
}
