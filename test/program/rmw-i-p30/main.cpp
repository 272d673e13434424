// STD: c++20
#include "broker.h"

#include <iostream>

int main() {
    net::EventLoop loop;
    net::Broker broker(&loop);
    broker.subscribe(1, "alerts");

    std::vector<std::thread> clients;
    for (uint64_t c = 2; c < 6; ++c)
        clients.emplace_back([&broker, c] {
            uint64_t sent = 0;
            broker.subscribe(c, "prices");
            for (int i = 0; i < 1000; ++i) {
                broker.publish(i % 10 ? "prices" : "alerts", 64);
                ++sent;
            }
            broker.unsubscribe(c, "prices");
        });
    std::thread closer([&clients, &loop] {
        for (auto& t : clients)
            t.join();
        loop.quit();
    });
    loop.run();
    closer.join();
    broker.report();
    std::cout << broker.acceptedFromOutside() << '\n';
}
