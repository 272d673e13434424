// STD: c++20
#include "flags.h"

#include <iostream>
#include <thread>
#include <vector>

int main() {
    cfg::Registry registry;
    std::vector<std::jthread> workers;
    for (int w = 0; w < 4; ++w)
        workers.emplace_back([&registry, w] {
            cfg::Flags flags(registry);
            const std::string mine = "w" + std::to_string(w);
            flags.announce(mine, "2026.11");
            for (int i = 0; i < 1000; ++i) {
                flags.enable("billing", mine);
                if (!flags.enabled("billing", "audit")) flags.enable("billing", "audit");
                flags.rename("billing", "audit", "audit2");
                if (!flags.disable("billing", mine)) std::clog << mine << ": flag was gone\n";
                if (flags.drop_empty("billing")) std::clog << mine << ": last flag removed\n";
            }
        });
}
