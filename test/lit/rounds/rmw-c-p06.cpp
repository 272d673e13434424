// RUN: %tocsin %s
// STD: c++20
// Thread pool returning futures.
#include <condition_variable>
#include <cstdio>
#include <deque>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <numeric>
#include <thread>
#include <vector>

class Pool {
public:
    explicit Pool(unsigned n) {
        spawned_ = n;
        for (unsigned i = 0; i < n; ++i)
            threads_.emplace_back([this] { loop(); });
    }

    ~Pool() {
        {
            std::lock_guard<std::mutex> lk(mu_);
            stopping_ = true;
        }
        cv_.notify_all();
        for (auto& t : threads_)
            t.join();
    }

    template <class F>
    auto submit(F f) -> std::future<decltype(f())> {
        using R = decltype(f());
        auto task = std::make_shared<std::packaged_task<R()>>(std::move(f));
        std::future<R> result = task->get_future();
        {
            std::lock_guard<std::mutex> lk(mu_);
            queue_.emplace_back([task] { (*task)(); });
            ++submitted_;
        }
        cv_.notify_one();
        return result;
    }

    void waitIdle() {
        std::unique_lock<std::mutex> lk(mu_);
        idle_.wait(lk, [this] { return queue_.empty() && active_ == 0; });
    }

    unsigned long completed() const {
        std::lock_guard<std::mutex> lk(mu_);
        return completed_;
    }

private:
    void loop() {
        std::unique_lock<std::mutex> lk(mu_);
        for (;;) {
            cv_.wait(lk, [this] { return stopping_ || !queue_.empty(); });
            if (queue_.empty())
                return;
            std::function<void()> job = std::move(queue_.front());
            queue_.pop_front();
            ++active_;
            lk.unlock();
            job();
            lk.lock();
            --active_;
            ++completed_;
            if (active_ == 0 && queue_.empty())
                idle_.notify_all();
        }
    }

    mutable std::mutex mu_;
    std::condition_variable cv_, idle_;
    std::deque<std::function<void()>> queue_;
    unsigned spawned_ = 0;
    unsigned active_ = 0;
    unsigned long submitted_ = 0, completed_ = 0;
    bool stopping_ = false;
    std::vector<std::thread> threads_;
};

int main() {
    Pool pool(4);
    std::vector<long> parts(8, 0);
    std::vector<std::future<int>> futures;
    for (std::size_t i = 0; i < parts.size(); ++i)
        futures.push_back(pool.submit([&parts, i] {
            for (int k = 0; k < 1000; ++k)
                parts[i] += k;
            return static_cast<int>(i);
        }));
    int sum = 0;
    for (auto& f : futures)
        sum += f.get();
    long total = std::accumulate(parts.begin(), parts.end(), 0L);
    total += sum;
    pool.waitIdle();
    std::printf("%ld %lu\n", total, pool.completed());
}
