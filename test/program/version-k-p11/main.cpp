// STD: c++20
#include <cstdio>
#include <thread>
#include <vector>

#include "device_state.h"

int main(int argc, char** argv) {
    auto store = telemetry::DeviceStateStore::open(argc > 1 ? argv[1] : "/var/lib/telemetry");
    if (!store) return 1;
    std::vector<std::thread> readers;
    for (int i = 0; i < 4; ++i) {
        readers.emplace_back([&store, i] {
            for (int n = 0; n < 1000; ++n) {
                auto s = store->addSample("pump-" + std::to_string(n % 10), i + n * 0.5);
                if (!s.ok()) std::fprintf(stderr, "%s\n", s.ToString().c_str());
                if (n % 100 == 99 && !store->reset("pump-3").ok()) return;
            }
        });
    }
    for (auto& t : readers) t.join();
    telemetry::DeviceState st;
    if (store->read("pump-3", &st).ok()) std::printf("%f\n", st.mean);
    return 0;
}
