// RUN: %tocsin %s
// STD: c++20
// Waiting, retrying, and handles that may expire.
#include <atomic>
#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

struct Node { int hits = 0; std::atomic<int> seen{0}; };

class Dock {
public:
    void w01(int n)
    {
        std::unique_lock<std::mutex> l(mu_);
        int level = level_;
        while (!open_)
            cv_.wait(l);
        level_ = level + n; // EXPECT: lost-update
    }
    void w02(int n)
    {
        std::unique_lock<std::mutex> l(mu_);
        const int before = level_;
        cv_.wait(l, [this] { return open_; });
        level_ = before - n; // EXPECT: lost-update
    }
    void w03(int n)
    {
        std::unique_lock<std::mutex> l(mu_);
        cv_.wait(l, [this] { return open_; });
        level_ += n;
    }
    int w04()
    {
        std::unique_lock<std::mutex> l(mu_);
        if (q_.empty())
            cv_.wait(l);
        while (q_.empty())
            cv_.wait(l);
        const int v = q_.front();
        q_.pop_front();
        return v;
    }
    void w05(int v)
    {
        {
            std::lock_guard<std::mutex> l(mu_);
            q_.push_back(v);
            open_ = true;
        }
        cv_.notify_all();
    }
    void w06()
    {
        std::unique_lock<std::mutex> l(mu_);
        int seen = level_;
        cv_.wait(l, [this] { return open_; });
        seen = level_;
        level_ = seen * 2;
    }
    void x01(int n)
    {
        int old = c1_.load();
        const int next = old + n;
        while (!c1_.compare_exchange_weak(old, next)) { // EXPECT: unchecked-version
        }
    }
    void x02(int n)
    {
        int old = c2_.load();
        while (!c2_.compare_exchange_weak(old, old + n)) {
        }
    }
    void x03(int n)
    {
        c3_.fetch_add(1);
        if (c3_.load() > n)
            c3_.store(0); // EXPECT: split-atomic
    }
    void x04(int n)
    {
        if (c4_.fetch_add(1) + 1 == n)
            cv_.notify_one();
    }
    void y01()
    {
        if (auto p = weak_.lock())
            p->seen.fetch_add(1);
    }
    void y02(std::shared_ptr<Node> n)
    {
        std::lock_guard<std::mutex> l(mu_);
        node_ = std::move(n);
    }
    void y03()
    {
        std::shared_ptr<Node> p;
        {
            std::lock_guard<std::mutex> l(mu_);
            p = node_;
        }
        if (p)
            p->seen++;
    }
    void z01(int n)
    {
        std::unique_lock<std::mutex> l(mu_);
        const int seen = level_;
        l.unlock();
        const int next = seen * 3 + n;
        l.lock();
        if (level_ == seen)
            level_ = next;
    }

    std::shared_ptr<Node> base = std::make_shared<Node>();

private:
    std::mutex mu_;
    std::condition_variable cv_;
    int level_ = 0;
    bool open_ = false;
    std::deque<int> q_;
    std::atomic<int> c1_{0}, c2_{0}, c3_{0}, c4_{0};
    std::weak_ptr<Node> weak_ = base;
    std::shared_ptr<Node> node_;
};

int main()
{
    Dock d;
    std::vector<std::thread> v;
    for (int k = 0; k < 3; ++k)
        v.emplace_back([&d, k] {
            d.w05(k);
            d.w01(k); d.w02(k); d.w03(k); d.w04(); d.w06();
            d.x01(k); d.x02(k); d.x03(k); d.x04(k);
            d.y01(); d.y02(std::make_shared<Node>()); d.y03(); d.z01(k);
        });
    for (auto& t : v)
        t.join();
}
