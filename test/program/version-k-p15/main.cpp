// STD: c++20
#include <iostream>
#include <thread>

#include "profile_service.h"

int main() {
    community::ProfileStore store;
    community::ProfileService service(store);
    service.importProfile("mia", "Mia", 40);
    std::thread web([&] {
        for (int i = 0; i < 200; ++i) service.addKarma("mia", 1);
        service.rename("mia", "Mia K.");
    });
    std::thread batch([&] {
        service.awardBadge("mia", "early-bird");
        service.decayKarma("mia");
    });
    web.join();
    batch.join();
    std::cout << store.load("mia")->karma << '\n';
}
