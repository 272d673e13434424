// RUN: %tocsin %s
// STD: c++20
// std::atomic updated in different spellings.
#include <algorithm>
#include <atomic>
#include <cstdio>
#include <thread>
#include <vector>

namespace {
std::atomic<int> a1{0}, a2{0}, a3{0}, a4{0}, a5{0}, a6{0}, a7{0}, a8{0}, a9{0};
std::atomic<bool> f1{false}, f2{false};
std::atomic<unsigned> m1{0}, m2{0};
std::atomic<double> d1{0.0}, d2{0.0};
std::atomic_flag g = ATOMIC_FLAG_INIT;
int plain1 = 0, plain2 = 0;

struct Stats {
    std::atomic<long> bytes{0};
    std::atomic<long> peak{0};
    std::atomic<long> peak2{0};
    void add(long n)
    {
        bytes = bytes + n; // EXPECT: split-atomic
    }
    void top(long n)
    {
        if (peak.load() < n)
            peak.store(n); // EXPECT: split-atomic
    }
    void top2(long n)
    {
        long v = peak2.load();
        while (v < n && !peak2.compare_exchange_weak(v, n)) {
        }
    }
};
Stats stats;

void k01(int n) { a1.store(a1.load() + n); } // EXPECT: split-atomic

void k02(int n)
{
    const int v = a2;
    const int w = v * 2 + n;
    a2 = w; // EXPECT: split-atomic
}

void k03(int n) { a3 = std::max(a3.load(), n); } // EXPECT: split-atomic

void k04()
{
    if (!f1.load(std::memory_order_acquire)) {
        f1.store(true, std::memory_order_release); // EXPECT: split-atomic
        std::puts("first");
    }
}

void k05(unsigned bit)
{
    unsigned v = m1.load(std::memory_order_relaxed);
    v &= ~bit;
    m1.store(v, std::memory_order_relaxed); // EXPECT: split-atomic
}

void k06(double x) { d1.store(d1.load() + x); } // EXPECT: split-atomic

void k07(std::atomic<int>& r, int n)
{
    r.store(r.load() - n); // EXPECT: split-atomic
}

void k08(int n)
{
    std::atomic_store(&a5, std::atomic_load(&a5) ^ n); // EXPECT: split-atomic
}

void k09(int n)
{
    std::atomic_ref<int> r(plain1);
    r.store(r.load() + n); // EXPECT: split-atomic
}

void k10(int n)
{
    ++a6;
    a6 += n;
    m2 |= 4u;
    std::atomic_ref<int>(plain2).fetch_add(n);
}

void k11(int n)
{
    int v = a7.load();
    int w;
    do {
        w = v * 2 + n;
    } while (!a7.compare_exchange_strong(v, w));
}

void k12()
{
    if (!f2.exchange(true) || !g.test_and_set())
        std::puts("first");
}

void k13(double x)
{
    double v = d2.load();
    while (!d2.compare_exchange_weak(v, v + x)) {
    }
}

void k14(int n)
{
    const int before = a8.load();
    a8.store(n);
    std::printf("%d -> %d\n", before, n);
}

int k15() { return a9.fetch_sub(1) == 1 ? 1 : 0; }

void run(int n)
{
    k01(n); k02(n); k03(n); k04(); k05(1u); k06(0.5); k07(a4, n); k08(n); k09(n);
    k10(n); k11(n); k12(); k13(0.5); k14(n); k15();
    stats.add(n);
    stats.top(n);
    stats.top2(n);
}
} // namespace

int main()
{
    std::vector<std::thread> v;
    for (int i = 0; i < 4; ++i)
        v.emplace_back(run, i);
    for (auto& t : v)
        t.join();
}
