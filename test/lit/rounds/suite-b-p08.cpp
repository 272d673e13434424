// RUN: %tocsin %s
// STD: c++20
// p08: how a C++ object comes to be seen by more than one thread.
#include <atomic>
#include <future>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

// a static data member
class Meter {
public:
    void run(int rounds)
    {
        for (int i = 0; i < rounds; ++i)
            ++seen; // EXPECT: lost-update
    }
    inline static long seen = 0;
};

long share_01()
{
    std::vector<Meter> meters(4);
    std::vector<std::thread> crew;
    for (auto& m : meters)
        crew.emplace_back(&Meter::run, &m, 1000);
    for (auto& t : crew)
        t.join();
    return Meter::seen;
}

// a shared_ptr copied into each thread
struct Box {
    std::mutex mu;
    long n = 0;
    long bad = 0;
};

long share_02()
{
    auto box = std::make_shared<Box>();
    std::vector<std::thread> crew;
    for (int i = 0; i < 3; ++i)
        crew.emplace_back([box, i] {
            {
                std::lock_guard<std::mutex> hold(box->mu);
                box->n += i;
            }
            if (i % 2)
                box->bad += i; // EXPECT: lost-update
        });
    for (auto& t : crew)
        t.join();
    return box->n + box->bad;
}

// a copy in each thread
void share_03()
{
    long n = 0;
    std::vector<std::jthread> crew;
    for (int i = 0; i < 3; ++i)
        crew.emplace_back([n]() mutable {
            for (int k = 0; k < 10; ++k)
                n += k;
        });
}

// a static in a function
static int next_serial()
{
    static int serial = 100;
    return ++serial; // EXPECT: lost-update
}

static int next_ticket()
{
    static std::atomic<int> ticket{100};
    return ++ticket;
}

void share_04()
{
    std::vector<std::jthread> crew;
    for (int i = 0; i < 4; ++i)
        crew.emplace_back([] {
            for (int k = 0; k < 50; ++k) {
                next_serial();
                next_ticket();
            }
        });
}

// packaged tasks moved into threads
long share_05(const std::vector<int>& part)
{
    long sum = 0;
    std::vector<std::thread> crew;
    for (int p : part) {
        std::packaged_task<void()> task([&sum, p] { sum += p; }); // EXPECT: lost-update
        crew.emplace_back(std::move(task));
    }
    for (auto& t : crew)
        t.join();
    return sum;
}

// futures with values
long share_06(const std::vector<int>& part)
{
    std::vector<std::future<long>> results;
    for (int p : part)
        results.push_back(std::async(std::launch::async, [p] { return 2L * p; }));
    long sum = 0;
    for (auto& r : results)
        sum += r.get();
    return sum;
}

// one thread after the other
long share_07()
{
    long n = 1;
    std::thread first([&n] { n += 2; });
    first.join();
    n *= 3;
    std::thread second([&n] { n += 4; });
    second.join();
    return n;
}

// an object with its own thread
class Feed {
public:
    explicit Feed(long preload)
    {
        count_ = 0;
        worker_ = std::thread(&Feed::loop, this);
        count_ += preload; // EXPECT: lost-update
    }
    ~Feed()
    {
        stop_ = true;
        worker_.join();
        count_ -= 1;
    }
    long count()
    {
        std::lock_guard<std::mutex> hold(mu_);
        return count_;
    }

private:
    void loop()
    {
        while (!stop_) {
            std::lock_guard<std::mutex> hold(mu_);
            ++count_;
        }
    }
    std::mutex mu_;
    long count_;
    std::atomic<bool> stop_{false};
    std::thread worker_;
};

long share_08()
{
    Feed feed(10);
    return feed.count();
}
