// RUN: %tocsin %s
// STD: c++20
// Pre-trade risk gate: exposure per account, shared by all order sessions.
#include <chrono>
#include <cstdint>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <unordered_map>

namespace risk {

struct Order {
    std::string account;
    int64_t qty;
    int64_t px;
    int64_t notional() const { return qty * px; }
};

class Venue {
public:
    virtual ~Venue() = default;
    virtual bool send(const Order &o) = 0;
    virtual int64_t fetchMargin(const std::string &account) = 0;
};

class Gate {
public:
    explicit Gate(Venue &v) : venue_(v) {}

    bool submit(const Order &o)
    {
        int64_t open = 0;
        {
            std::lock_guard<std::mutex> g(mu_);
            open = exposure_[o.account];
            if (open + o.notional() > limit_) {
                ++rejects_;
                return false;
            }
        }
        if (!venue_.send(o))
            return false;
        std::lock_guard<std::mutex> g(mu_);
        exposure_[o.account] = open + o.notional(); // EXPECT: lost-update
        ++accepted_;
        return true;
    }

    // Reserve first, give back if the venue refuses.
    bool submitReserved(const Order &o)
    {
        {
            std::lock_guard<std::mutex> g(mu_);
            int64_t &open = exposure_[o.account];
            if (open + o.notional() > limit_) {
                ++rejects_;
                return false;
            }
            open += o.notional();
        }
        if (venue_.send(o)) {
            std::lock_guard<std::mutex> g(mu_);
            ++accepted_;
            return true;
        }
        std::lock_guard<std::mutex> g(mu_);
        exposure_[o.account] -= o.notional();
        return false;
    }

    void onFill(const Order &o)
    {
        std::unique_lock<std::mutex>{mu_};
        filled_ += o.notional(); // EXPECT: lost-update
    }

    void onCancel(const Order &o)
    {
        std::lock_guard<std::mutex> g{mu_};
        filled_ -= o.notional();
        exposure_[o.account] -= o.notional();
    }

    void tightenLimit(int64_t by)
    {
        std::unique_lock<std::mutex> lk(mu_);
        const int64_t before = limit_;
        lk.unlock();
        audit("limit", before, before - by);
        lk.lock();
        if (before > by)
            limit_ = before - by; // EXPECT-MISS: lost-update
    }

    void relaxLimit(int64_t by)
    {
        for (;;) {
            std::unique_lock<std::mutex> lk(mu_);
            const int64_t before = limit_;
            lk.unlock();
            audit("limit", before, before + by);
            lk.lock();
            if (limit_ != before)
                continue;
            limit_ = before + by;
            return;
        }
    }

private:
    void audit(const char *what, int64_t from, int64_t to)
    {
        std::lock_guard<std::mutex> g(auditMu_);
        auditTrail_ += std::string(what) + ":" + std::to_string(from) + "->" + std::to_string(to) + ";";
    }

    Venue &venue_;
    std::mutex mu_;
    std::unordered_map<std::string, int64_t> exposure_;
    int64_t limit_ = 5'000'000;
    int64_t filled_ = 0;
    uint64_t rejects_ = 0;
    uint64_t accepted_ = 0;
    std::mutex auditMu_;
    std::string auditTrail_;
};

} // namespace risk

void session(risk::Gate &gate, const risk::Order &seed)
{
    risk::Order o = seed;
    for (int i = 0; i < 500; ++i, o.qty += 3) {
        if (gate.submit(o))
            gate.onFill(o);
        else if (gate.submitReserved(o))
            gate.onCancel(o); // EXPECT-NOISE: check-then-act
    }
}

void run(risk::Venue &v)
{
    risk::Gate gate(v);
    std::thread a(session, std::ref(gate), risk::Order{"ACME", 10, 101});
    std::thread b(session, std::ref(gate), risk::Order{"ACME", 20, 99});
    gate.tightenLimit(1000);
    gate.relaxLimit(500);
    a.join();
    b.join();
}
