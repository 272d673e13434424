#include "plan_store.h"
#include <cstdio>
#include <thread>
#include <vector>

static void session(PlanStore& plans, const std::string& org) {
    if (!plans.takeSeat(org)) {
        std::printf("%s: no seat\n", org.c_str());
        return;
    }
    if (!plans.releaseSeat(org))
        std::printf("%s: release failed\n", org.c_str());
}

int main() {
    leveldb::Options options;
    options.create_if_missing = true;
    leveldb::DB* raw = nullptr;
    if (!leveldb::DB::Open(options, "/var/lib/plans", &raw).ok())
        return 1;
    PlanStore plans(raw);
    Plan initial;
    initial.seats = 20;
    initial.tier = "team";
    if (!plans.provision("acme", initial))
        return 1;
    std::vector<std::thread> workers;
    for (int i = 0; i < 8; ++i)
        workers.emplace_back([&plans] { session(plans, "acme"); });
    workers.emplace_back([&plans] {
        if (!plans.addSeats("acme", 5))
            std::printf("acme: seats not added\n");
    });
    workers.emplace_back([&plans] {
        if (!plans.setTier("acme", "free"))
            std::printf("acme: tier not changed\n");
    });
    for (auto& w : workers)
        w.join();
    if (auto p = plans.lookup("acme"))
        std::printf("%ld/%ld %s\n", p->used, p->seats, p->tier.c_str());
    return 0;
}
