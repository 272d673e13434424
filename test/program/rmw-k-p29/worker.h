#pragma once
#include <atomic>
#include <thread>

namespace rt {

// Base of all background services: start() runs run() on its own thread.
class Worker {
public:
    virtual ~Worker() = default;
    void start() {
        thread_ = std::thread([this] { run(); });
    }
    void stopAndJoin() {
        stop_.store(true);
        if (thread_.joinable())
            thread_.join();
    }

protected:
    virtual void run() = 0;
    bool stopping() const { return stop_.load(); }

private:
    std::atomic<bool> stop_{false};
    std::thread thread_;
};

} // namespace rt
