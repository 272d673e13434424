// RUN: %tocsin %s
// STD: c++20
// p09: one counter, one mutex, several ways of holding it.
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

class Hold {
public:
    explicit Hold(std::mutex& m) : m_(m) { m_.lock(); }
    ~Hold() { m_.unlock(); }
    Hold(const Hold&) = delete;
    Hold& operator=(const Hold&) = delete;

private:
    std::mutex& m_;
};

template <class F>
class AtExit {
public:
    explicit AtExit(F f) : f_(std::move(f)) {}
    ~AtExit() { f_(); }

private:
    F f_;
};

class Stock {
public:
    // own guard class
    void way_01(int k)
    {
        Hold hold(mu_);
        units_ += k;
    }

    // own guard class, braces
    void way_02(int k)
    {
        Hold{mu_};
        units_ += k; // EXPECT: lost-update
    }

    // released by an object at the end of the scope
    void way_03(int k)
    {
        mu_.lock();
        AtExit later([this] { mu_.unlock(); });
        if (k < 0)
            return;
        units_ += k;
    }

    // guard from a function, kept
    void way_04(int k)
    {
        auto g = grab();
        units_ += k;
    }

    // guard from a function
    void way_05(int k)
    {
        (void)grab();
        units_ += k; // EXPECT: lost-update
    }

    // guard handed on to a function that takes it by value
    void way_06(int k)
    {
        auto g = grab();
        units_ += k;
        audit(std::move(g));
        units_ -= k / 10; // EXPECT: lost-update
    }

    // guard gives up the mutex, which stays locked
    void way_07(int k)
    {
        std::unique_lock<std::mutex> g(mu_);
        std::mutex* m = g.release();
        units_ += k;
        m->unlock();
    }

    // scoped_lock without and with an argument
    void way_08(int k)
    {
        std::scoped_lock g;
        units_ += k; // EXPECT-MISS: lost-update
    }

    // both mutexes, adopted
    void way_09(Stock& other, int k)
    {
        std::lock(mu_, other.mu_);
        std::lock_guard<std::mutex> a(mu_, std::adopt_lock);
        std::lock_guard<std::mutex> b(other.mu_, std::adopt_lock);
        units_ += k;
        other.units_ -= k;
    }

private:
    std::unique_lock<std::mutex> grab() { return std::unique_lock<std::mutex>(mu_); }
    void audit(std::unique_lock<std::mutex> g) { audits_ += g.owns_lock() ? 1 : 0; }

    std::mutex mu_;
    long units_ = 0;
    long audits_ = 0;
};

void drive()
{
    static Stock a, b;
    std::vector<std::jthread> crew;
    for (int i = 0; i < 4; ++i)
        crew.emplace_back([i] {
            a.way_01(i);
            a.way_02(i);
            a.way_03(i);
            a.way_04(i);
            a.way_05(i);
            a.way_06(i);
            a.way_07(i);
            a.way_08(i);
            a.way_09(b, i);
        });
}
