// RUN: %tocsin %s
// STD: c++20
// The update is always "+= 1"; how the other thread comes about is what varies.
#include <array>
#include <atomic>
#include <csignal>
#include <future>
#include <mutex>
#include <thread>
#include <vector>

namespace {

int by_reference()
{
    int n = 0;
    std::vector<std::thread> ts;
    for (int i = 0; i < 4; ++i)
        ts.emplace_back([&n] { n += 1; }); // EXPECT: lost-update
    for (auto &t : ts)
        t.join();
    return n;
}

int by_reference_locked()
{
    int n = 0;
    std::mutex m;
    std::vector<std::thread> ts;
    for (int i = 0; i < 4; ++i)
        ts.emplace_back([&n, &m] { std::lock_guard g(m); n += 1; });
    for (auto &t : ts)
        t.join();
    return n;
}

int by_value()
{
    int n = 0;
    std::thread t([n]() mutable { n += 1; });
    t.join();
    return n;
}

void bump(int &n) { n += 1; } // EXPECT: lost-update

int by_std_ref()
{
    int n = 0;
    std::thread a(bump, std::ref(n)), b(bump, std::ref(n));
    a.join();
    b.join();
    return n;
}

int one_after_another()
{
    int n = 0;
    std::thread a([&n] { n += 1; });
    a.join();
    std::thread b([&n] { n += 1; });
    b.join();
    return n;
}

int async_pair()
{
    int n = 0;
    auto f = std::async(std::launch::async, [&n] { n += 1; }); // EXPECT: lost-update
    n += 1; // EXPECT: lost-update
    f.get();
    return n;
}

int own_slot()
{
    std::array<int, 4> part{};
    {
        std::vector<std::jthread> ts;
        for (size_t i = 0; i < part.size(); ++i)
            ts.emplace_back([&part, i] { part[i] += 1; });
    }
    return part[0] + part[1] + part[2] + part[3];
}

thread_local int mine;
volatile int turns;
std::atomic<int> ticks;

int thread_locals()
{
    std::jthread a([] { mine += 1; });
    mine += 1;
    return mine;
}

int volatiles()
{
    std::vector<std::jthread> ts;
    for (int i = 0; i < 2; ++i)
        ts.emplace_back([] { turns = turns + 1; }); // EXPECT: lost-update
    ts.clear();
    return turns;
}

class Poller {
public:
    Poller() : th_([this] { run(); }) { rounds_ += 1; } // EXPECT: lost-update
    ~Poller()
    {
        stop_ = true;
        th_.join();
        rounds_ += 1;
    }
private:
    void run()
    {
        while (!stop_)
            rounds_ += 1; // EXPECT: lost-update
    }
    long rounds_ = 0;
    std::atomic<bool> stop_{false};
    std::thread th_;
};

volatile std::sig_atomic_t pending;

extern "C" void on_usr1(int) { pending = pending + 1; }

int consume()
{
    if (pending > 0)
        pending = pending - 1; // EXPECT: lost-update
    return pending;
}

} // namespace

int main()
{
    std::signal(SIGUSR1, on_usr1);
    int n = by_reference() + by_reference_locked() + by_value() + by_std_ref() +
            one_after_another() + async_pair() + own_slot() +
            thread_locals() + volatiles();
    {
        Poller p;
        while (!consume() && n < 1000)
            ++n;
    }
    return ++ticks == 0;
}
