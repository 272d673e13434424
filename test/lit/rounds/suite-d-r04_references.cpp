// RUN: %tocsin %s
// STD: c++20
// Regression: taking and giving up references, intrusive and std.
#include <atomic>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

struct Blob {
    std::atomic<int> refs{1};
    std::string bytes;
};

static std::atomic<int> g_live{0};
static std::atomic<int> g_peak{0};

void take_load_store(Blob* b) {
    const int n = b->refs.load(std::memory_order_relaxed);
    b->refs.store(n + 1, std::memory_order_relaxed); // EXPECT: split-atomic
}

void take_add(Blob* b) { b->refs.fetch_add(1, std::memory_order_relaxed); }

void drop_second_look(Blob* b) {
    b->refs.fetch_sub(1, std::memory_order_acq_rel);
    if (b->refs.load(std::memory_order_acquire) == 0)
        delete b; // EXPECT: split-atomic
}

void drop_returned_value(Blob* b) {
    if (b->refs.fetch_sub(1, std::memory_order_acq_rel) == 1) delete b;
}

void drop_then_log(Blob* b, std::string& line) {
    const int left = b->refs.fetch_sub(1, std::memory_order_acq_rel) - 1;
    line = "left " + std::to_string(left);
    if (left == 0) delete b;
}

bool revive_two_steps(Blob* b) {
    if (b->refs.load() == 0) return false;
    b->refs.fetch_add(1); // EXPECT: split-atomic
    return true;
}

bool revive_loop(Blob* b) {
    int n = b->refs.load();
    while (n != 0)
        if (b->refs.compare_exchange_weak(n, n + 1)) return true;
    return false;
}

void peak_two_steps() {
    const int now = g_live.fetch_add(1) + 1;
    if (now > g_peak.load()) g_peak.store(now); // EXPECT: split-atomic
}

void peak_loop() {
    const int now = g_live.fetch_add(1) + 1;
    for (int seen = g_peak.load(); now > seen && !g_peak.compare_exchange_weak(seen, now);) {
    }
}

// A counter that is plain because the registry's mutex covers it.
class Session {
public:
    void attach() {
        std::lock_guard lk(mu_);
        ++users_;
    }
    void detach_locked_section() {
        std::unique_lock lk(mu_);
        const bool last = --users_ == 0;
        lk.unlock();
        if (last) delete this;
    }
    void detach_outside() {
        if (--users_ == 0) delete this; // EXPECT: lost-update
    }

private:
    ~Session() = default;
    std::mutex mu_;
    int users_ = 1;
};

// Copy on write and weak handles.
class Page {
public:
    std::shared_ptr<std::string> share() {
        std::lock_guard lk(mu_);
        return text_;
    }
    void append_cow_outside(const std::string& s) {
        if (text_.use_count() == 1) {
            *text_ += s; // EXPECT: check-then-act
            return;
        }
        std::lock_guard lk(mu_);
        text_ = std::make_shared<std::string>(*text_ + s);
    }
    void append_cow_inside(const std::string& s) {
        std::lock_guard lk(mu_);
        if (text_.use_count() > 1) text_ = std::make_shared<std::string>(*text_);
        *text_ += s;
    }

private:
    std::mutex mu_;
    std::shared_ptr<std::string> text_ = std::make_shared<std::string>();
};

std::size_t peek_expired(const std::weak_ptr<Page>& w) {
    if (w.expired()) return 0;
    return w.lock()->share()->size(); // EXPECT: check-then-act
}

std::size_t peek_locked(const std::weak_ptr<Page>& w) {
    const auto p = w.lock();
    return p ? p->share()->size() : 0;
}

void drive(Blob* b, Session* s, std::shared_ptr<Page> page) {
    std::vector<std::jthread> pool;
    for (int i = 0; i < 4; ++i) {
        s->attach();
        pool.emplace_back([b, s, w = std::weak_ptr<Page>(page)] {
            take_add(b), peak_two_steps(), drop_second_look(b);
            if (auto p = w.lock()) p->append_cow_outside("x"), p->append_cow_inside("y");
            peek_expired(w), s->detach_outside();
        });
    }
    page.reset();
}
