// RUN: %tocsin %s
// STD: c++20
// std::atomic: how the read and the write of the pair are connected.
#include <algorithm>
#include <atomic>
#include <cstdint>
#include <memory>
#include <thread>
#include <vector>

struct Config { int level; };

class Node {
public:
    void ref() { refs_.fetch_add(1, std::memory_order_relaxed); }
    void unref()
    {
        refs_.fetch_sub(1, std::memory_order_acq_rel);
        if (refs_.load(std::memory_order_acquire) == 0)
            delete this; // EXPECT: split-atomic
    }
    void unref_result()
    {
        if (users_.fetch_sub(1, std::memory_order_acq_rel) == 1)
            delete this;
    }
private:
    ~Node() = default;
    std::atomic<int> refs_{1}, users_{1};
};

class Limits {
public:
    void conversion() { total_ = total_ + 1; } // EXPECT: split-atomic
    void increment() { ++total_; }
    void accumulate(int n) { total_.store(std::max<long>(total_, n)); } // EXPECT: split-atomic
    void ternary(int n)
    {
        low_.store(n < low_.load() ? n : low_.load()); // EXPECT: split-atomic
    }
    void cas_max(int n)
    {
        long cur = total_.load();
        while (cur < n && !total_.compare_exchange_weak(cur, n)) {
        }
    }
    void aliased()
    {
        std::atomic<long> &t = total_;
        const long before = t.load();
        t.store(before * 2); // EXPECT: split-atomic
    }
    bool start()
    {
        if (running_.load())
            return false;
        running_.store(true); // EXPECT: split-atomic
        return true;
    }
    bool start_exchange() { return !running_.exchange(true); }
    bool start_cas()
    {
        bool idle = false;
        return running_.compare_exchange_strong(idle, true);
    }
    void stop() { running_.store(false); }
    void toggled() { flip_ = !flip_; } // EXPECT: split-atomic
    void toggled_xor() { bits_.fetch_xor(1u); }
    bool flag_form() { return !once_.test_and_set(); }
    void reset() { total_.store(0); low_.store(1 << 20); }
private:
    std::atomic<long> total_{0};
    std::atomic<int> low_{1 << 20};
    std::atomic<bool> running_{false}, flip_{false};
    std::atomic<unsigned> bits_{0};
    std::atomic_flag once_;
};

template <class T>
void scale(std::atomic<T> &a, T by)
{
    const T v = a.load(std::memory_order_relaxed);
    a.store(v * by, std::memory_order_relaxed); // EXPECT: split-atomic
}

template <class T>
void scale_loop(std::atomic<T> &a, T by)
{
    T v = a.load(std::memory_order_relaxed);
    while (!a.compare_exchange_weak(v, v * by, std::memory_order_relaxed)) {
    }
}

std::atomic<std::shared_ptr<const Config>> current{std::make_shared<const Config>()};

void raise_level()
{
    auto c = current.load();
    current.store(std::make_shared<const Config>(Config{c->level + 1})); // EXPECT: split-atomic
}

void raise_level_loop()
{
    auto c = current.load();
    while (!current.compare_exchange_weak(c, std::make_shared<const Config>(Config{c->level + 1}))) {
    }
}

// source and destination are two variables
void publish(const std::atomic<long> &from, std::atomic<long> &to)
{
    to.store(from.load() + 1);
}

int main()
{
    Limits lim;
    std::atomic<long> weight{1}, view{0};
    Node *n = new Node, *k = new Node;
    std::vector<std::thread> pool;
    for (int i = 0; i < 4; ++i) {
        n->ref();
        pool.emplace_back([&, i] {
            lim.conversion(); lim.increment(); lim.accumulate(i); lim.ternary(i); lim.cas_max(i);
            lim.aliased(); lim.toggled(); lim.toggled_xor();
            if (lim.start())
                lim.stop();
            if (lim.start_exchange() || lim.start_cas())
                lim.stop();
            lim.flag_form();
            scale<long>(weight, 3); scale_loop<long>(weight, 3);
            raise_level(); raise_level_loop();
            n->unref();
        });
    }
    std::thread viewer([&] { publish(weight, view); });
    for (auto &t : pool)
        t.join();
    viewer.join();
    n->unref();
    k->unref_result();
    lim.reset();
}
