// STD: c++20
#include "scheduler.h"
#include <chrono>
#include <cstdlib>

Scheduler::~Scheduler() {
    shutdown();
    if (Plan *p = current_.Swap(nullptr))
        p->unref();
}

void Scheduler::start(unsigned workers) {
    for (unsigned i = 0; i < workers; ++i)
        workers_.emplace_back(&Scheduler::worker, this, i);
}

// Reached from the signal thread, the admin socket and the destructor.
void Scheduler::shutdown() {
    if (!stopping_.Load()) {
        stopping_.Store(true); // EXPECT: split-atomic
        for (auto &t : workers_)
            t.join();
        workers_.clear();
    }
}

void Scheduler::publish(Plan *next) {
    Plan *old = current_.Swap(next);
    if (old)
        old->unref();
}

Plan *Scheduler::acquirePlan() {
    Plan *p = current_.Load();
    if (p)
        p->ref(); // EXPECT: check-then-act
    return p;
}

void Scheduler::noteLag(long ms) {
    long seen = worst_lag_.Load();
    while (ms > seen && !worst_lag_.Cas(seen, ms)) {
    }
}

void Scheduler::completeRound() {
    const uint64_t e = epoch_.Load();
    if (e % 1000 == 0)
        worst_lag_.Store(0);
    epoch_.Store(e + 1); // EXPECT: split-atomic
}

void Scheduler::worker(unsigned id) {
    using clock = std::chrono::steady_clock;
    auto due = clock::now();

    while (!stopping_.Load()) {
        due += std::chrono::milliseconds(100 + id);
        std::this_thread::sleep_until(due);
        Plan *p = acquirePlan();
        if (!p)
            continue;
        for (const auto &e : p->entries())
            if (epoch() % static_cast<uint64_t>(e.period_s) == 0 && std::system(e.command.c_str()) == 0)
                executed_.FetchAdd(1);
        p->unref();
        noteLag(std::chrono::duration_cast<std::chrono::milliseconds>(clock::now() - due).count());
        completeRound();
    }
}
