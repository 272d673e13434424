// RUN: %tocsin %s
// STD: c++20
// The same accumulation under every way of holding (or not quite holding) a standard lock.
#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <shared_mutex>
#include <thread>
#include <vector>

class Gauge {
public:
    void named(int n)
    {
        std::lock_guard<std::mutex> g(m_);
        sum_ += n;
    }
    void temporary(int n)
    {
        std::lock_guard<std::mutex>{m_};
        sum_ += n; // EXPECT: lost-update
    }
    void scoped_nothing(int n)
    {
        std::scoped_lock lk;
        sum_ += n; // EXPECT: lost-update
    }
    void scoped_both(int n)
    {
        std::scoped_lock lk(m_, rw_);
        sum_ += n;
    }
    void deferred(int n)
    {
        std::unique_lock<std::mutex> lk(m_, std::defer_lock);
        sum_ += n; // EXPECT: lost-update
    }
    void deferred_then_locked(int n)
    {
        std::unique_lock lk(m_, std::defer_lock);
        lk.lock();
        sum_ += n;
    }
    void adopted(int n)
    {
        m_.lock();
        std::lock_guard g(m_, std::adopt_lock);
        sum_ += n;
    }
    void manual(int n)
    {
        m_.lock();
        sum_ += n;
        m_.unlock();
    }
    void tried(int n)
    {
        std::unique_lock lk(m_, std::try_to_lock);
        if (lk.owns_lock())
            sum_ += n;
    }
    void tried_regardless(int n)
    {
        std::unique_lock lk(m_, std::try_to_lock);
        if (!lk)
            misses_.fetch_add(1);
        sum_ += n; // EXPECT: lost-update
    }
    void released_first(int n)
    {
        std::unique_lock lk(m_);
        const bool open = open_;
        lk.unlock();
        if (open)
            sum_ += n; // EXPECT: lost-update
    }
    void inner_scope(int n)
    {
        long next;
        {
            std::lock_guard g(m_);
            next = sum_ + n;
        }
        {
            std::lock_guard g(m_);
            sum_ = next; // EXPECT: lost-update
        }
    }
    void reader_side(int n)
    {
        std::shared_lock lk(rw_);
        level_ += n; // EXPECT: lost-update
    }
    void writer_side(int n)
    {
        std::unique_lock lk(rw_);
        level_ += n;
    }
    void before_wait(int n)
    {
        std::unique_lock lk(m_);
        const long base = sum_;
        cv_.wait(lk, [this] { return open_; });
        sum_ = base + n; // EXPECT: lost-update
    }
    void after_wait(int n)
    {
        std::unique_lock lk(m_);
        cv_.wait(lk, [this] { return open_; });
        const long base = sum_;
        sum_ = base + n;
    }
    void open()
    {
        {
            std::lock_guard g(m_);
            open_ = true;
        }
        cv_.notify_all();
    }
    long value() const
    {
        std::lock_guard g(m_);
        return sum_;
    }
private:
    mutable std::mutex m_;
    std::shared_mutex rw_;
    std::condition_variable cv_;
    std::atomic<unsigned> misses_{0};
    long sum_ = 0, level_ = 0;
    bool open_ = false;
};

int main()
{
    Gauge g;
    std::vector<std::jthread> pool;
    for (int i = 0; i < 4; ++i)
        pool.emplace_back([&g, i] {
            g.named(i); g.temporary(i); g.scoped_nothing(i); g.scoped_both(i); g.deferred(i);
            g.deferred_then_locked(i); g.adopted(i); g.manual(i); g.tried(i); g.tried_regardless(i);
            g.released_first(i); g.inner_scope(i); g.reader_side(i); g.writer_side(i);
            g.before_wait(i); g.after_wait(i);
        });
    g.open();
    pool.clear();
    return g.value() == 0;
}
