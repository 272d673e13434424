// RUN: %tocsin %s
// STD: c++20
// Connection limiter with intrusive reference counting.
#include <atomic>
#include <cstdio>
#include <functional>
#include <thread>
#include <vector>

class Limiter {
public:
    explicit Limiter(int max) : max_(max) {}

    bool admit() {
        if (active_ < max_) {
            ++active_; // EXPECT: split-atomic
            return true;
        }
        rejected_.fetch_add(1, std::memory_order_relaxed);
        return false;
    }

    bool admitPriority() {
        if (active_.fetch_add(1) >= max_ + 4) {
            active_.fetch_sub(1);
            return false;
        }
        return true;
    }

    void leave() { active_.fetch_sub(1); }
    int rejected() const { return rejected_.load(); }

private:
    const int max_;
    std::atomic<int> active_{0};
    std::atomic<int> rejected_{0};
};

class Connection {
public:
    Connection(Limiter& l, int fd) : limiter_(l), fd_(fd) {}
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    void ref() { refs_.fetch_add(1, std::memory_order_relaxed); }

    void unref() {
        refs_.fetch_sub(1, std::memory_order_acq_rel);
        if (refs_.load(std::memory_order_acquire) == 0) delete this; // EXPECT: split-atomic
    }

    int fd() const { return fd_; }

private:
    ~Connection() { limiter_.leave(); }

    Limiter& limiter_;
    const int fd_;
    std::atomic<int> refs_{1};
};

class Buffer {
public:
    void ref() { refs_.fetch_add(1, std::memory_order_relaxed); }
    void unref() {
        if (refs_.fetch_sub(1, std::memory_order_acq_rel) == 1)
            delete this;
    }

private:
    ~Buffer() { data_[0] = 0; }
    std::atomic<int> refs_{1};
    char data_[512] = {};
};

static void serve(Connection* c, Buffer* b) {
    if (c->fd() % 100 == 0)
        std::printf("fd %d\n", c->fd());
    b->unref();
    c->unref();
}

static void acceptLoop(Limiter& lim, int base) {
    for (int i = 0; i < 100; ++i) {
        bool ok = i % 10 == 0 ? lim.admitPriority() : lim.admit();
        if (!ok)
            continue;
        auto* c = new Connection(lim, base + i);
        auto* b = new Buffer;
        c->ref();
        b->ref();
        std::thread other(serve, c, b);
        serve(c, b);
        other.join();
    }
}

int main() {
    Limiter lim(16);
    std::vector<std::thread> acceptors;
    for (int i = 0; i < 4; ++i)
        acceptors.emplace_back(acceptLoop, std::ref(lim), i * 1000);
    for (auto& t : acceptors)
        t.join();
    std::printf("%d rejected\n", lim.rejected());
}
