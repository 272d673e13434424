// RUN: %tocsin %s
// STD: c++20
// Job system: dependency counters, worker wake-up, and a two-queue steal.
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

namespace jobs {

struct Job {
    std::function<void()> fn;
    uint32_t priority = 0;
};

class Lane {
public:
    std::unique_lock<std::mutex> acquire() { return std::unique_lock<std::mutex>(mu_); }

    void push(std::unique_lock<std::mutex>& lk, Job j) {
        (void)lk;
        depth_ += 1;
        q_.push_back(std::move(j));
        if (depth_ > peak_) peak_ = depth_;
    }

    bool pop(std::unique_lock<std::mutex>& lk, Job& out) {
        (void)lk;
        if (q_.empty()) return false;
        out = std::move(q_.front());
        q_.pop_front();
        depth_ -= 1;
        return true;
    }

    static size_t steal(Lane& from, Lane& to) {
        if (&from == &to) return 0;
        std::lock(from.mu_, to.mu_);
        std::lock_guard<std::mutex> a(from.mu_, std::adopt_lock);
        std::lock_guard<std::mutex> b(to.mu_, std::adopt_lock);
        size_t n = from.q_.size() / 2;
        for (size_t i = 0; i < n; ++i) {
            to.q_.push_back(std::move(from.q_.back()));
            from.q_.pop_back();
        }
        from.depth_ -= n;
        to.depth_ += n;
        return n;
    }

    size_t drain(std::vector<Job>& out) {
        std::unique_lock<std::mutex> lk(mu_, std::defer_lock);
        if (!lk.try_lock()) return 0;
        size_t n = q_.size();
        while (!q_.empty()) {
            out.push_back(std::move(q_.front()));
            q_.pop_front();
        }
        depth_ = 0;
        return n;
    }

private:
    std::mutex mu_;
    std::deque<Job> q_;
    size_t depth_ = 0;
    size_t peak_ = 0;
};

class Scheduler {
public:
    explicit Scheduler(unsigned n) {
        for (unsigned i = 0; i < n; ++i) lanes_.push_back(std::make_unique<Lane>());
        live_ += n;
        for (unsigned i = 0; i < n; ++i) workers_.emplace_back([this, i] { run(i); });
    }

    ~Scheduler() {
        {
            std::lock_guard<std::mutex> g(mu_);
            stopping_ = true;
        }
        cv_.notify_all();
        for (auto& w : workers_) w.join();
        live_ -= static_cast<unsigned>(workers_.size());
    }

    void submit(unsigned hint, Job j) {
        Lane& l = *lanes_[hint % lanes_.size()];
        {
            auto lk = l.acquire();
            l.push(lk, std::move(j));
        }
        std::unique_lock<std::mutex> lk = lockState();
        ++signals_;
        lk.unlock();
        cv_.notify_one();
    }

private:
    std::unique_lock<std::mutex> lockState() { return std::unique_lock<std::mutex>{mu_}; }

    void run(unsigned self) {
        for (;;) {
            Job j;
            bool got = false;
            {
                auto lk = lanes_[self]->acquire();
                got = lanes_[self]->pop(lk, j);
            }
            if (got) {
                j.fn();
                continue;
            }
            if (Lane::steal(*lanes_[(self + 1) % lanes_.size()], *lanes_[self]) > 0) continue;
            std::unique_lock<std::mutex> lk = lockState();
            cv_.wait(lk, [this] { return stopping_ || signals_ > 0; });
            if (signals_ > 0) --signals_;
            else if (stopping_) return;
        }
    }

    std::mutex mu_;
    std::condition_variable cv_;
    bool stopping_ = false;
    uint64_t signals_ = 0;
    unsigned live_ = 0;
    std::vector<std::unique_ptr<Lane>> lanes_;
    std::vector<std::thread> workers_;
};

}  // namespace jobs
