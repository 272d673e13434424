// STD: c++20
#include <iostream>
#include <thread>

#include "renders.hpp"

int main() {
    RenderStore store("/srv/renders");
    store.save("home", "....");
    std::thread sweeper([&] {
        for (int i = 0; i < 48; ++i) {
            std::cout << store.sweep(std::chrono::hours(72)) << '\n';
            std::this_thread::sleep_for(std::chrono::minutes(30));
        }
    });
    std::thread http([&] {
        for (int i = 0; i < 1000; ++i) std::cout << store.load("home").size() << '\n';
    });
    http.join();
    sweeper.join();
}
