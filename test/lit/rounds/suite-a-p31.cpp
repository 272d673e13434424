// RUN: %tocsin %s
// STD: c++20
// Members reached through construction, dispatch, templates and handles.
#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

class Shape {
public:
    virtual ~Shape() = default;
    virtual void grow(int n) = 0;
};

class Blob : public Shape {
public:
    void grow(int n) override
    {
        size_ += n; // EXPECT: lost-update
    }
    void clear()
    {
        std::lock_guard<std::mutex> g(mu_);
        size_ = 0;
    }
    void more()
    {
        std::lock_guard<std::mutex> g(mu_);
        size_ += 1;
    }
private:
    std::mutex mu_;
    int size_ = 0;
};

class Disc : public Shape {
public:
    void grow(int n) override
    {
        std::lock_guard<std::mutex> g(mu_);
        size_ += n;
    }
private:
    std::mutex mu_;
    int size_ = 0;
};

template <class Lock>
class Counted {
public:
    void up()
    {
        std::lock_guard<Lock> g(lk_);
        ++n_;
    }
    void down()
    {
        --n_; // EXPECT: lost-update
    }
private:
    Lock lk_;
    long n_ = 0;
};

template <class T>
class Cell {
public:
    T read() const { return v_.load(); }
    void write(T x) { v_.store(x); }
    void scale(T k)
    {
        write(read() * k); // EXPECT: split-atomic
    }
    void shift(T k) { v_.fetch_add(k); }
private:
    std::atomic<T> v_{};
};

class Pump {
public:
    Pump() : th_([this] { loop(); }) {}
    ~Pump()
    {
        stop_ = true;
        th_.join();
        ticks_ += 1;
    }
    void nudge()
    {
        ticks_++; // EXPECT: lost-update
    }
private:
    void loop()
    {
        while (!stop_) {
            std::lock_guard<std::mutex> g(mu_);
            ticks_++;
        }
    }
    std::mutex mu_;
    long ticks_ = 0;
    std::atomic<bool> stop_{false};
    std::thread th_;
};

class Share {
public:
    explicit Share(int start) : n_(start) { n_ += 1; }
    void viaRef(int k)
    {
        int& r = n_;
        r += k; // EXPECT: lost-update
    }
    void viaGuard(int k)
    {
        std::lock_guard<std::mutex> g(mu_);
        inner(k);
    }
    void viaGuard2(int k)
    {
        std::lock_guard<std::mutex> g(mu_);
        inner(-k);
    }
private:
    void inner(int k) { n_ += k; }
    std::mutex mu_;
    int n_;
};

static long g_calls, g_more;
static std::mutex g_mu;
static void tally() { g_calls++; } // EXPECT: lost-update
static void tallyB()
{
    std::lock_guard<std::mutex> g(g_mu);
    g_more++;
}
static void apply(void (*f)()) { f(); }
static void applyFn(const std::function<void()>& f) { f(); }

int main()
{
    Blob blob;
    Disc disc;
    Counted<std::mutex> counted;
    Cell<int> cell;
    Pump pump;
    Share share(1);
    std::vector<Shape*> shapes{&blob, &disc};
    std::vector<std::thread> v;
    for (int k = 0; k < 4; ++k)
        v.emplace_back([&, k] {
            for (Shape* s : shapes)
                s->grow(k);
            blob.clear();
            blob.more();
            counted.up();
            counted.down();
            cell.scale(2);
            cell.shift(k);
            pump.nudge();
            share.viaRef(k);
            share.viaGuard(k);
            share.viaGuard2(k);
            apply(&tally);
            applyFn(tallyB);
        });
    for (auto& t : v)
        t.join();
}
