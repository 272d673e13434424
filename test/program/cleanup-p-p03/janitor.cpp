// STD: c++20
#include "registry.h"

#include <atomic>
#include <chrono>
#include <thread>
#include <vector>

namespace filters {

std::size_t Janitor::retire_idle(Clock::duration limit) {
    std::size_t n = 0;
    std::lock_guard lk(reg_.mu);
    const auto now = Clock::now();
    for (auto it = reg_.plugins.begin(); it != reg_.plugins.end();) {
        Plugin* p = it->second;
        if (p->calls > 0 || !p->outdated(now, limit)) {
            ++it;
            continue;
        }
        it = reg_.plugins.erase(it);
        dispose(p);
        ++n;
    }
    return n;
}

// Called when the cgroup reports memory pressure; the limit is much shorter
// than that of the ordinary round.
std::size_t Janitor::shed_memory(Clock::duration limit) {
    std::vector<Plugin*> victims;
    std::lock_guard lk(reg_.mu);
    const auto now = Clock::now();
    for (auto it = reg_.plugins.begin(); it != reg_.plugins.end();) {
        if (it->second->outdated(now, limit)) {
            victims.push_back(it->second);
            it = reg_.plugins.erase(it);
        } else {
            ++it;
        }
    }
    for (Plugin* p : victims)
        dispose(p); // EXPECT: timestamp-cleanup
    return victims.size();
}

} // namespace filters

int main() {
    using namespace std::chrono_literals;
    filters::Registry reg;
    filters::Janitor janitor(reg);
    std::atomic<bool> stop{false};

    std::thread sweeper([&] {
        for (unsigned round = 0; !stop; ++round) {
            std::this_thread::sleep_for(1s);
            if (round % 60 == 0)
                janitor.retire_idle(10min);
            else if (round % 7 == 0)
                janitor.shed_memory(5s);
        }
    });
    std::vector<std::thread> workers;
    for (int i = 0; i < 4; ++i)
        workers.emplace_back([&reg] {
            std::vector<unsigned char> tile(1 << 20);
            filters::apply(reg, "denoise", tile.data(), tile.size());
        });
    for (auto& t : workers)
        t.join();
    stop = true;
    sweeper.join();
}
