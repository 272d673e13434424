#pragma once
#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <mutex>
#include <queue>
#include <thread>
#include <vector>

namespace tp {

struct alignas(64) WorkerStats {
    uint64_t executed = 0;
    uint64_t failed = 0;
};

class Pool {
public:
    explicit Pool(size_t n);
    ~Pool();
    bool post(std::function<bool()> task);
    WorkerStats shutdown();
    size_t backlogPeak();

private:
    void loop(size_t index);
    void account(size_t backlog);
    bool beginStop();

    std::mutex mu_;
    std::condition_variable cv_;
    std::queue<std::function<bool()>> tasks_;
    size_t peak_ = 0;
    uint64_t posted_ = 0;
    bool closed_ = false;
    std::atomic<bool> stopOnce_{false};
    std::vector<WorkerStats> stats_;
    WorkerStats total_;
    std::vector<std::thread> threads_;
};

}  // namespace tp
