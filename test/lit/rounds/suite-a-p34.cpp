// RUN: %tocsin %s
// STD: c++20
// Outcome of a conditional exchange.
#include <atomic>
#include <cstdint>
#include <thread>
#include <vector>

namespace {
struct Item { Item* next = nullptr; int v = 0; };

std::atomic<long> v1{0}, v2{0}, v3{0}, v4{0}, v5{0}, v6{0};
std::atomic<int> st{0};
std::atomic<Item*> head{nullptr}, head2{nullptr};
long w1, w2;

void q01(long n)
{
    long old = v1.load();
    v1.compare_exchange_strong(old, old + n); // EXPECT: ignored-conflict
}

void q02(long n)
{
    long cur = v2.load();
    if (n > cur)
        v2.compare_exchange_weak(cur, n); // EXPECT: ignored-conflict
}

void q03(Item* it)
{
    Item* h = head.load();
    it->next = h;
    head.compare_exchange_strong(h, it); // EXPECT: ignored-conflict
}

void q04(long n)
{
    long old = __atomic_load_n(&w1, __ATOMIC_RELAXED);
    __atomic_compare_exchange_n(&w1, &old, old * n, false, __ATOMIC_ACQ_REL, __ATOMIC_RELAXED); // EXPECT: ignored-conflict
}

void q05(long n)
{
    long old = v3.load();
    const bool ok = std::atomic_compare_exchange_strong(&v3, &old, old ^ n); // EXPECT: ignored-conflict
    (void)ok;
}

void q06(long n)
{
    long old = v4.load();
    while (!v4.compare_exchange_weak(old, old + n)) {
    }
}

bool q07(long n)
{
    long old = v5.load();
    return v5.compare_exchange_strong(old, old + n);
}

void q08()
{
    int idle = 0;
    st.compare_exchange_strong(idle, 1);
}

void q09(Item* it)
{
    it->next = head2.load();
    while (!head2.compare_exchange_weak(it->next, it)) {
    }
}

void q10(long n)
{
    long old = v6.load();
    for (int i = 0; i < 8; ++i) {
        const long want = old < n ? n : old;
        if (v6.compare_exchange_weak(old, want))
            break;
    }
}

void q11(long n)
{
    long old, nw;
    do {
        old = w2;
        nw = old | n;
    } while (!__sync_bool_compare_and_swap(&w2, old, nw));
}

void body(long n)
{
    q01(n); q02(n); q03(new Item); q04(n); q05(n); q06(n); while (!q07(n)) { } q08(); q09(new Item); q10(n); q11(n);
}
} // namespace

int main()
{
    std::vector<std::thread> t;
    for (long i = 0; i < 4; ++i)
        t.emplace_back(body, i);
    for (auto& x : t)
        x.join();
}
