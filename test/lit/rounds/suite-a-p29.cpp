// RUN: %tocsin %s
// STD: c++20
// What the started code shares with its starter.
#include <atomic>
#include <functional>
#include <future>
#include <mutex>
#include <numeric>
#include <thread>
#include <vector>

static int t01()
{
    int n = 0;
    std::vector<std::thread> v;
    for (int i = 0; i < 4; ++i)
        v.emplace_back([&n] {
            for (int k = 0; k < 100; ++k)
                ++n; // EXPECT: lost-update
        });
    for (auto& t : v)
        t.join();
    return n;
}

static void grow(long& x, long by)
{
    x = x + by; // EXPECT: lost-update
}

static long t02()
{
    long sum = 0;
    std::thread a(grow, std::ref(sum), 1);
    std::thread b(grow, std::ref(sum), 2);
    a.join();
    b.join();
    return sum;
}

static int t03()
{
    int hits = 0;
    auto f = std::async(std::launch::async, [&] { hits += 2; }); // EXPECT: lost-update
    hits += 3; // EXPECT: lost-update
    f.get();
    return hits;
}

static int t04()
{
    int n = 0;
    {
        std::vector<std::jthread> v;
        for (int i = 0; i < 3; ++i)
            v.emplace_back([&n, i] { n -= i; }); // EXPECT: lost-update
    }
    return n;
}

static int t05()
{
    int n = 0;
    std::mutex m;
    std::thread a([&] {
        std::lock_guard<std::mutex> g(m);
        n++;
    });
    std::thread b([&] {
        std::lock_guard<std::mutex> g(m);
        n++;
    });
    a.join();
    b.join();
    return n;
}

static int t06()
{
    std::vector<int> part(4);
    std::vector<std::thread> v;
    for (int i = 0; i < 4; ++i)
        v.emplace_back([&part, i] { part[i] += i; });
    for (auto& t : v)
        t.join();
    return std::accumulate(part.begin(), part.end(), 0);
}

static int t07()
{
    int n = 5;
    std::thread a([n]() mutable { n++; });
    n++;
    a.join();
    return n;
}

static int t08()
{
    int n = 0;
    n++;
    std::thread a([&n] { n += 2; });
    a.join();
    n++;
    return n;
}

static int t09()
{
    std::atomic<int> n{0};
    std::jthread a([&n] { n++; });
    std::jthread b([&n] { n += 2; });
    a.join();
    b.join();
    return n;
}

static int t10()
{
    auto f = std::async(std::launch::async, [] {
        int n = 0;
        for (int i = 0; i < 10; ++i)
            n += i;
        return n;
    });
    int n = 1;
    n += f.get();
    return n;
}

int main() { return t01() + t02() + t03() + t04() + t05() + t06() + t07() + t08() + t09() + t10() > 0 ? 0 : 1; }
