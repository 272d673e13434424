// STD: c++20
#include "registry.h"
#include <cstdio>

namespace gw {

std::string readModel(uint16_t unit) {
    std::this_thread::sleep_for(std::chrono::milliseconds(3));
    return unit % 7 == 0 ? std::string() : "PM" + std::to_string(5000 + unit);
}

} // namespace gw

int main() {
    gw::Registry reg;
    std::vector<std::thread> buses;
    for (int b = 0; b < 3; ++b)
        buses.emplace_back([&reg, b] {
            for (uint16_t u = 0; u < 40; ++u) {
                if (!reg.attach(u))
                    reg.reportFailure(u);
                if ((u + b) % 5 == 0)
                    reg.reportFailure(u);
            }
        });
    for (auto &t : buses)
        t.join();
    std::printf("%zu devices ready\n", reg.ready());
}
