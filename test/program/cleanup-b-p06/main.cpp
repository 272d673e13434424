// STD: c++20
#include <chrono>
#include <fstream>
#include <iostream>
#include <thread>

#include "catalog.hpp"

int main(int argc, char** argv) {
    Catalog cat(argc > 1 ? argv[1] : "/srv/backup");
    cat.rescan();
    std::thread nightly([&] {
        for (int day = 0; day < 7; ++day) {
            cat.rescan();
            std::cout << "rotated " << cat.rotate(14) << '\n';
            std::this_thread::sleep_for(std::chrono::hours(24));
        }
    });
    if (argc > 2) {
        std::ofstream out("/srv/restore/image", std::ios::binary);
        if (!cat.restore(argv[2], out)) std::cerr << "no such archive\n";
    }
    nightly.join();
    std::cout << cat.total_bytes() << '\n';
}
