// STD: c++20
#include "volume.hpp"

#include <fstream>
#include <thread>

int main() {
    using namespace std::chrono_literals;
    blobd::VolumeTable table;
    table.insert({"v1", "/srv/blobd/v1", blobd::MonoClock::now(), 0});
    blobd::Sweeper sweeper(table, 72h);

    std::thread disk([&] { sweeper.runDiskThread(); });
    std::thread reader([&] {
        if (auto path = table.open("v1")) {
            std::ifstream in(*path + "/index", std::ios::binary);
            std::string line;
            while (std::getline(in, line)) {
            }
            table.close("v1");
        }
    });
    for (int i = 0; i < 5; ++i) {
        sweeper.scan();
        table.reportAges();
        std::this_thread::sleep_for(1s);
    }
    sweeper.stop();
    reader.join();
    disk.join();
}
