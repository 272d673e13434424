#pragma once
#include "sync.h"
#include <chrono>
#include <string>
#include <thread>
#include <vector>

namespace farm {

struct Job {
    std::string scene;
    unsigned firstFrame = 0, lastFrame = 0;
    unsigned cost() const { return lastFrame - firstFrame + 1; }
};

struct Node {
    int id = 0;
    unsigned credits = 0;
    unsigned running = 0;
    std::chrono::steady_clock::time_point seen;
};

class Transport {
public:
    virtual ~Transport() = default;
    virtual bool send(int node, const Job &job) = 0;
    virtual bool probe(int node) = 0;
};

class Farm {
public:
    explicit Farm(Transport &t) : transport_(t) {}
    ~Farm();

    void attach(int id, unsigned credits);
    int assign(const Job &job);
    int assignPreview(const Job &job);
    void heartbeat(int id, unsigned earned, unsigned finished);
    void detach(int id);
    void startWatchdog();

private:
    Node *find(int id) REQUIRES(mu_);
    Node *richest() REQUIRES(mu_);
    void noteLost(unsigned n) REQUIRES(mu_);
    void watch();

    Transport &transport_;
    Mutex mu_;
    std::vector<Node> nodes_ GUARDED_BY(mu_);
    unsigned long framesLost_ GUARDED_BY(mu_) = 0;
    bool stop_ GUARDED_BY(mu_) = false;
    std::thread watchdog_;
};

} // namespace farm
