// RUN: %tocsin %s
// STD: c++20
// Order gateway: amendments are validated against the order's revision; the risk
// check is asynchronous.
#include <coroutine>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <string>

namespace gw {

struct Task {
    struct promise_type {
        Task get_return_object() { return {}; }
        std::suspend_never initial_suspend() noexcept { return {}; }
        std::suspend_never final_suspend() noexcept { return {}; }
        void return_void() {}
        void unhandled_exception() { std::terminate(); }
    };
};

class Loop {
public:
    void post(std::function<void()> fn) { q_.push_back(std::move(fn)); }
    void run() {
        while (!q_.empty()) {
            auto fn = std::move(q_.front());
            q_.pop_front();
            fn();
        }
    }

private:
    std::deque<std::function<void()>> q_;
};

struct Order {
    uint64_t id = 0;
    int64_t px = 0;
    int32_t qty = 0;
    uint32_t rev = 0;
    bool live = true;
};

struct Amend {
    uint64_t id;
    int64_t px;
    int32_t qty;
    uint32_t base_rev;
    std::function<void(const char *)> reply;
};

struct RiskCheck {
    Loop &loop;
    int64_t notional;
    bool result = false;

    bool await_ready() const noexcept { return false; }
    void await_suspend(std::coroutine_handle<> h) {
        loop.post([this, h] {
            result = notional < 50'000'000;
            h.resume();
        });
    }
    bool await_resume() const noexcept { return result; }
};

class Book {
public:
    explicit Book(Loop &l) : loop_(l) {}

    Task amend(Amend a) {
        auto o = find(a.id);
        if (!o || !o->live) {
            a.reply("unknown order");
            co_return;
        }
        if (o->rev != a.base_rev) {
            a.reply("order changed");
            co_return;
        }
        if (!co_await RiskCheck{loop_, a.px * a.qty}) {
            a.reply("risk");
            co_return;
        }
        o->px = a.px; // EXPECT: unchecked-version
        o->qty = a.qty;
        o->rev = a.base_rev + 1;
        a.reply("amended");
    }

    Task reduce(Amend a) {
        auto o = find(a.id);
        if (!o || o->rev != a.base_rev || a.qty > o->qty) {
            a.reply("order changed");
            co_return;
        }
        const bool fine = co_await RiskCheck{loop_, o->px * a.qty};
        if (!fine || !o->live || o->rev != a.base_rev) {
            a.reply("order changed");
            co_return;
        }
        o->qty = a.qty;
        o->rev++;
        a.reply("reduced");
    }

    void cancel(uint64_t id, uint32_t base_rev, std::function<void(bool)> done) {
        auto o = find(id);
        if (!o || o->rev != base_rev) {
            done(false);
            return;
        }
        loop_.post([o, base_rev, done = std::move(done)] {
            o->live = false; // EXPECT: unchecked-version
            o->rev = base_rev + 1;
            done(true);
        });
    }

    void fill(uint64_t id, int32_t qty) {
        if (auto o = find(id)) {
            o->qty -= qty;
            o->live = o->qty > 0;
            o->rev++;
        }
    }

    void add(Order o) { orders_[o.id] = std::make_shared<Order>(o); }

private:
    std::shared_ptr<Order> find(uint64_t id) {
        auto it = orders_.find(id);
        return it == orders_.end() ? nullptr : it->second;
    }

    Loop &loop_;
    std::map<uint64_t, std::shared_ptr<Order>> orders_;
};

} // namespace gw
