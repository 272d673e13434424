#pragma once
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

class TaskPool {
public:
    explicit TaskPool(size_t n);
    ~TaskPool();
    void submit(std::function<void()> fn);
    void drain();

private:
    void run();

    std::mutex mu_;
    std::condition_variable work_;
    std::condition_variable idle_;
    std::deque<std::function<void()>> queue_;
    size_t active_ = 0;
    bool stop_ = false;
    std::vector<std::thread> threads_;
};
