// STD: c++20
#include <fstream>
#include <iostream>
#include <thread>

#include "fragments.hpp"

int main() {
    FragmentIndex idx;
    idx.add("v1/0001.m4s", "/srv/media/v1/0001.m4s");
    std::thread disposer([&] { idx.disposer_loop(); });
    std::thread selector([&] {
        for (int i = 0; i < 60; ++i) {
            idx.select_cold(std::chrono::seconds(600));
            std::this_thread::sleep_for(std::chrono::seconds(30));
        }
    });
    std::filesystem::path p;
    if (idx.open("v1/0001.m4s", p)) {
        std::ifstream in(p, std::ios::binary);
        std::cout << in.rdbuf();
        idx.done("v1/0001.m4s");
    }
    selector.join();
    idx.stop();
    disposer.join();
}
