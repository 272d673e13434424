// STD: c++20
#include "purger.h"
#include <fstream>
#include <thread>

static void fill(edge::ObjectIndex& index, std::uint64_t gen) {
    for (int i = 0; i < 100; ++i) {
        const std::string key = "/img/" + std::to_string(i);
        edge::Object o{gen, "/var/cache/edge/" + std::to_string(i) + "." + std::to_string(gen)};
        std::ofstream(o.body) << "body " << gen;
        index.put(key, std::move(o));
    }
}

int main() {
    edge::ObjectIndex index;
    edge::Purger purger(index);
    std::thread origin([&] {
        for (std::uint64_t g = 1; g < 50; ++g) fill(index, g);
    });
    std::thread control([&] {
        for (std::uint64_t g = 1; g < 50; ++g) {
            purger.apply({{"/img/3", g}, {"/img/7", g}});
            purger.applySoft({{"/img/9", g}});
        }
    });
    origin.join();
    control.join();
}
