#pragma once
#include <cassert>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace net {

class EventLoop {
public:
    using Task = std::function<void()>;
    EventLoop() : owner_(std::this_thread::get_id()) {}
    void run();
    void quit();
    void queue(Task t);
    void runInLoop(Task t);
    bool inLoopThread() const { return owner_ == std::this_thread::get_id(); }
    void assertInLoopThread() const {
        if (!inLoopThread())
            std::abort();
    }

private:
    const std::thread::id owner_;
    std::mutex mu_;
    std::condition_variable cv_;
    std::vector<Task> pending_;
    bool quit_ = false;
    unsigned iterations_ = 0;
};

}  // namespace net
