// STD: c++20
#include <iostream>
#include <thread>

#include "feed.hpp"

int main() {
    SegmentFeed feed("/var/lib/feed");
    for (std::uint64_t o = 0; o < 5000; o += 1000) feed.seal(o);
    feed.subscribe("billing", 0);
    std::thread retirer([&] {
        for (int i = 0; i < 10; ++i) {
            std::cout << feed.retire(std::chrono::minutes(20)) << '\n';
            std::this_thread::sleep_for(std::chrono::seconds(5));
        }
    });
    for (std::uint64_t o = 0; o < 5000; o += 500) {
        std::cout << feed.segment_for("billing") << '\n';
        feed.advance("billing", o);
    }
    retirer.join();
}
