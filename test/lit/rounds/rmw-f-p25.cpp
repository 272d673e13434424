// RUN: %tocsin %s
// STD: c++20
// Order book shared by the matching engine, the risk gate and the market data feed.
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <pthread.h>
#include <stdexcept>
#include <thread>
#include <utility>
#include <vector>

namespace exch {

class Latch {
public:
    Latch() { pthread_mutex_init(&m_, nullptr); }
    ~Latch() { pthread_mutex_destroy(&m_); }
    Latch(const Latch &) = delete;
    void acquire() {
        if (pthread_mutex_lock(&m_) != 0)
            throw std::runtime_error("latch");
    }
    void release() noexcept { pthread_mutex_unlock(&m_); }

private:
    pthread_mutex_t m_;
};

class LatchHold {
public:
    explicit LatchHold(Latch &l) : l_(&l) { l_->acquire(); }
    LatchHold(LatchHold &&o) noexcept : l_(std::exchange(o.l_, nullptr)) {}
    LatchHold(const LatchHold &) = delete;
    ~LatchHold() {
        if (l_)
            l_->release();
    }

private:
    Latch *l_;
};

class Account {
public:
    std::mutex mu;
    int64_t cash = 0;
    int64_t locked = 0;
};

class Book {
public:
    class Writer {
    public:
        void add(int64_t px, int64_t qty) {
            book_.levels_[px] += qty;
            ++book_.version_;
        }
        void cancel(int64_t px, int64_t qty) {
            auto it = book_.levels_.find(px);
            if (it == book_.levels_.end())
                return;
            it->second -= qty < it->second ? qty : it->second;
            if (it->second == 0)
                book_.levels_.erase(it);
            ++book_.version_;
        }

    private:
        friend class Book;
        explicit Writer(Book &b) : hold_(b.latch_), book_(b) {}
        LatchHold hold_;
        Book &book_;
    };

    Writer edit() { return Writer(*this); }

    std::pair<uint64_t, int64_t> best() {
        LatchHold h = freeze();
        return {version_, levels_.empty() ? 0 : levels_.rbegin()->first};
    }

    void sweep(int64_t px) {
        LatchHold h = freeze();
        while (!levels_.empty() && levels_.begin()->first < px) {
            levels_.erase(levels_.begin());
            ++version_;
        }
    }

private:
    LatchHold freeze() { return LatchHold(latch_); }
    Latch latch_;
    std::map<int64_t, int64_t> levels_;
    uint64_t version_ = 0;
};

bool transfer(Account &from, Account &to, int64_t amount) {
    std::lock(from.mu, to.mu);
    std::lock_guard<std::mutex> a(from.mu, std::adopt_lock);
    std::lock_guard<std::mutex> b(to.mu, std::adopt_lock);
    if (from.cash - from.locked < amount)
        return false;
    from.cash -= amount;
    to.cash += amount;
    return true;
}

bool reserve(Account &a, int64_t amount) {
    std::unique_lock<std::mutex> lk(a.mu, std::try_to_lock);
    if (!lk)
        return false;
    if (a.cash - a.locked < amount)
        return false;
    a.locked += amount;
    return true;
}

void releaseHold(Account &a, int64_t amount) {
    a.mu.lock();
    std::unique_ptr<std::mutex, void (*)(std::mutex *)> fin(&a.mu, [](std::mutex *m) { m->unlock(); });
    if (amount > a.locked)
        throw std::invalid_argument("hold");
    a.locked -= amount;
}

} // namespace exch

int main() {
    exch::Book book;
    exch::Account house, client;
    house.cash = client.cash = 1'000'000;
    std::vector<std::thread> gates;
    for (int g = 0; g < 4; ++g)
        gates.emplace_back([&, g] {
            for (int i = 0; i < 1000; ++i) {
                if (exch::reserve(client, 10)) {
                    book.edit().add(100 + g, i % 5 + 1);
                    exch::transfer(client, house, 1);
                    exch::releaseHold(client, 10);
                }
                book.edit().cancel(100 + g, 1);
                book.sweep(90 + book.best().first % 5);
            }
        });
    for (auto &t : gates)
        t.join();
}
