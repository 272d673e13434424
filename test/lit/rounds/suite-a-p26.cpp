// RUN: %tocsin %s
// STD: c++20
// Scoped holders of a mutex.
#include <cstdio>
#include <mutex>
#include <shared_mutex>
#include <thread>
#include <vector>

class Meter {
public:
    void e01(long n)
    {
        std::lock_guard<std::mutex> lk(mu_);
        total_ += n;
    }
    void e02(long n)
    {
        std::unique_lock<std::mutex> lk(mu_);
        std::printf("%ld\n", total_);
        lk.unlock();
        total_ += n; // EXPECT: lost-update
    }
    void e03(long n)
    {
        std::lock_guard<std::mutex>{mu_};
        total_ -= n; // EXPECT: lost-update
    }
    void e04(long n)
    {
        {
            std::scoped_lock lk(mu_);
            std::printf("%ld\n", n);
        }
        total_ = total_ * 2; // EXPECT: lost-update
    }
    void e05(long n)
    {
        std::unique_lock<std::mutex> lk(mu_, std::defer_lock);
        if (n > 3)
            lk.lock();
        total_ += n; // EXPECT: lost-update
    }
    void e06(long n)
    {
        std::unique_lock<std::mutex> lk(mu_);
        const long v = total_;
        lk.unlock();
        std::printf("%ld\n", v);
        lk.lock();
        total_ = v + n; // EXPECT: lost-update
    }
    void e07(long n)
    {
        std::unique_lock<std::mutex> lk(mu_, std::try_to_lock);
        total_ += n; // EXPECT: lost-update
    }
    void e08(long n)
    {
        std::shared_lock<std::shared_mutex> lk(rw_);
        rows_ += n; // EXPECT: lost-update
    }
    void e09(long n)
    {
        std::unique_lock<std::shared_mutex> lk(rw_);
        rows_ += n;
    }
    void e10(long n)
    {
        long v;
        {
            std::shared_lock<std::shared_mutex> lk(rw_);
            v = rows_;
        }
        std::unique_lock<std::shared_mutex> lk(rw_);
        rows_ = v + n; // EXPECT: lost-update
    }
    void e11(long n)
    {
        std::unique_lock<std::mutex> lk(mu_);
        lk.unlock();
        std::puts("outside");
        lk.lock();
        total_ += n;
    }
    void e12(long n)
    {
        mu_.lock();
        std::lock_guard<std::mutex> lk(mu_, std::adopt_lock);
        total_ -= n;
    }
    void e13(long n)
    {
        std::unique_lock<std::mutex> lk(mu_, std::try_to_lock);
        if (!lk.owns_lock())
            return;
        total_ += n;
    }
    void e14(long n)
    {
        std::scoped_lock lk(mu_, other_);
        total_ += n;
    }
    void e15(long n)
    {
        auto lk = hold();
        total_ += n;
    }
    void e16(long n)
    {
        std::unique_lock<std::mutex> lk(mu_);
        std::unique_lock<std::mutex> moved(std::move(lk));
        total_ += n;
    }

private:
    std::unique_lock<std::mutex> hold() { return std::unique_lock<std::mutex>(mu_); }
    std::mutex mu_, other_;
    std::shared_mutex rw_;
    long total_ = 0;
    long rows_ = 0;
};

int main()
{
    Meter m;
    std::vector<std::thread> v;
    for (long i = 0; i < 4; ++i)
        v.emplace_back([&m, i] {
            m.e01(i); m.e02(i); m.e03(i); m.e04(i); m.e05(i); m.e06(i); m.e07(i); m.e08(i);
            m.e09(i); m.e10(i); m.e11(i); m.e12(i); m.e13(i); m.e14(i); m.e15(i); m.e16(i);
        });
    for (auto& t : v)
        t.join();
}
