// RUN: %tocsin %s
// STD: c++20
// exposure.cpp - pre-trade exposure limits shared by the order gateways
#include <atomic>
#include <cstdint>
#include <cstdlib>
#include <thread>
#include <unordered_map>
#include <vector>

namespace risk {

struct Order {
    uint32_t account;
    int64_t notional;
    bool isCancel;
};

bool nextOrder(unsigned gateway, Order& o);
void forward(const Order& o);
void reject(const Order& o, const char* why);

class AccountLimit {
public:
    explicit AccountLimit(int64_t cap) : cap_(cap) {}

    bool reserve(int64_t notional) {
        int64_t used = used_.load(std::memory_order_relaxed);
        const int64_t want = used + notional;
        if (want > cap_)
            return false;
        while (!used_.compare_exchange_weak(used, want, std::memory_order_acq_rel, // EXPECT: unchecked-version
                                            std::memory_order_relaxed))
            std::this_thread::yield();
        return true;
    }

    void release(int64_t notional) {
        int64_t used = used_.load(std::memory_order_relaxed);
        int64_t next;
        do {
            next = used > notional ? used - notional : 0;
        } while (!used_.compare_exchange_weak(used, next, std::memory_order_acq_rel));
    }

    int64_t used() const { return used_.load(std::memory_order_relaxed); }

private:
    const int64_t cap_;
    std::atomic<int64_t> used_{0};
};

class LimitBook {
public:
    void configure(uint32_t account, int64_t cap) { limits_.try_emplace(account, cap); }

    AccountLimit* find(uint32_t account) {
        auto it = limits_.find(account);
        return it == limits_.end() ? nullptr : &it->second;
    }

private:
    std::unordered_map<uint32_t, AccountLimit> limits_; // filled at start of day
};

class Gateway {
public:
    Gateway(unsigned id, LimitBook& book) : id_(id), book_(book) {}

    void operator()() {
        Order o;
        while (nextOrder(id_, o)) {
            AccountLimit* lim = book_.find(o.account);
            if (!lim) {
                reject(o, "unknown account");
                continue;
            }
            if (o.isCancel) {
                lim->release(std::llabs(o.notional));
                forward(o);
            } else if (lim->reserve(std::llabs(o.notional))) {
                forward(o);
            } else {
                reject(o, "limit");
            }
        }
    }

private:
    unsigned id_;
    LimitBook& book_;
};

void tradingDay(unsigned gateways) {
    LimitBook book;
    for (uint32_t a = 1; a <= 200; ++a)
        book.configure(a, 5'000'000);
    std::vector<std::thread> threads;
    for (unsigned i = 0; i < gateways; ++i)
        threads.emplace_back(Gateway(i, book));
    for (auto& t : threads)
        t.join();
}

} // namespace risk
