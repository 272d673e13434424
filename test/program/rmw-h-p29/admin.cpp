// STD: c++20
#include "scheduler.h"
#include <chrono>
#include <cstdio>

static void adminConnection(sched::Scheduler &s, int id) {
    s.addTenant(id + 1);
    for (int i = 0; i < 10; ++i) {
        s.pause();
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
        s.resume();
        s.submit([id] { std::printf("tenant %d\n", id); });
    }
    s.rebalance({1, 2, 3, 4});
}

int main() {
    sched::Scheduler s(4);
    std::vector<std::thread> admins;
    for (int i = 0; i < 4; ++i)
        admins.emplace_back(adminConnection, std::ref(s), i);
    for (auto &t : admins)
        t.join();
    s.waitIdle();
    std::printf("weight %d\n", s.totalWeight());
}
