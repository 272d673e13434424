#pragma once
#include <atomic>
#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace jobs {

enum class Status { Pending, Running, Done, Cancelled };

class Job {
public:
    Job(std::string n, std::function<void(Job&)> fn) : name_(std::move(n)), fn_(std::move(fn)) {}

    bool tryStart();
    bool cancel();
    void execute();
    void addDependency(Job& on);
    void dependencyDone();
    bool ready() const { return waiting_.load(std::memory_order_acquire) == 0; }
    Status status() const { return status_.load(std::memory_order_acquire); }
    const std::string& name() const { return name_; }

private:
    void finish();

    std::string name_;
    std::function<void(Job&)> fn_;
    std::atomic<Status> status_{Status::Pending};
    std::atomic<int> waiting_{0};
    std::vector<Job*> dependents_;      // filled before submission
};

class Runner {
public:
    explicit Runner(unsigned threads);
    ~Runner();
    void submit(std::shared_ptr<Job> j);
    void requestShutdown();
    size_t executed() const { return executed_.load(); }

private:
    void loop();

    std::mutex mu_;
    std::condition_variable cv_;
    std::deque<std::shared_ptr<Job>> queue_;
    bool closed_ = false;
    std::atomic<bool> shutdownSent_{false};
    std::atomic<size_t> executed_{0};
    unsigned shutdowns_ = 0;
    std::vector<std::thread> threads_;
};

}  // namespace jobs
