// RUN: %tocsin %s
// STD: c++20
// Job scheduler with delayed jobs and a single runner thread.
#include <chrono>
#include <condition_variable>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

class Scheduler {
    using Clock = std::chrono::steady_clock;

public:
    Scheduler() {
        runner_ = std::thread(&Scheduler::run, this);
        generation_ += 1; // EXPECT: lost-update
    }

    ~Scheduler() {
        {
            std::lock_guard<std::mutex> lk(mu_);
            quit_ = true;
        }
        cv_.notify_all();
        runner_.join();
    }

    void schedule(std::chrono::milliseconds after, std::function<void()> fn) {
        std::unique_lock<std::mutex> lk(mu_);
        jobs_.emplace(Clock::now() + after, std::move(fn));
        lk.unlock();
        cv_.notify_one();
        scheduled_++; // EXPECT: lost-update
    }

    void noteFailure(const std::string& why) {
        std::lock_guard<std::mutex>{mu_};
        failures_ = failures_ + 1; // EXPECT: lost-update
        (void)why;
    }

    void clear() {
        std::lock_guard<std::mutex> lk(mu_);
        scheduled_ -= static_cast<long>(jobs_.size());
        jobs_.clear();
        failures_ = 0;
        ++generation_;
    }

    long failures() const {
        std::lock_guard<std::mutex> lk(mu_);
        return failures_;
    }

private:
    void run() {
        std::unique_lock<std::mutex> lk(mu_);
        while (!quit_) {
            if (jobs_.empty()) {
                cv_.wait(lk);
                continue;
            }
            auto due = jobs_.begin()->first;
            if (Clock::now() < due) {
                cv_.wait_until(lk, due);
                continue;
            }
            auto node = jobs_.extract(jobs_.begin());
            ++generation_;
            lk.unlock();
            node.mapped()();
            lk.lock();
        }
    }

    mutable std::mutex mu_;
    std::condition_variable cv_;
    std::multimap<Clock::time_point, std::function<void()>> jobs_;
    long scheduled_ = 0;
    long failures_ = 0;
    unsigned generation_ = 0;
    bool quit_ = false;
    std::thread runner_;
};

int main() {
    Scheduler s;
    std::vector<std::thread> clients;
    for (int i = 0; i < 3; ++i)
        clients.emplace_back([&s] {
            for (int k = 0; k < 50; ++k)
                s.schedule(std::chrono::milliseconds(k), [&s] { s.noteFailure("timeout"); });
        });
    for (auto& c : clients)
        c.join();
    s.noteFailure("manual");
    s.clear();
    return s.failures() > 1000;
}
