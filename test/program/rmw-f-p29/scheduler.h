#pragma once
#include "plan.h"
#include "relaxed.h"
#include <cstdint>
#include <thread>
#include <vector>

class Scheduler {
public:
    ~Scheduler();
    void start(unsigned workers);
    void shutdown();
    void publish(Plan *next);
    uint64_t epoch() const { return epoch_.Load(); }

private:
    Plan *acquirePlan();
    void worker(unsigned id);
    void noteLag(long ms);
    void completeRound();

    Shared<Plan *> current_;
    Shared<uint64_t> epoch_;
    Shared<uint64_t> executed_;
    Shared<long> worst_lag_;
    Shared<bool> stopping_;
    std::vector<std::thread> workers_;
};
