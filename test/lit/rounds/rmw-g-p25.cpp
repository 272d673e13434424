// RUN: %tocsin %s
// STD: c++20
// Settlement core of the clearing house.
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <string>
#include <thread>
#include <unordered_map>
#include <utility>
#include <vector>

namespace clear {

struct Member {
    explicit Member(int64_t margin) : margin_(margin) {}
    std::mutex mu;
    int64_t balance = 0;
    int64_t margin_;
    uint64_t trades = 0;
    uint64_t rejects = 0;
};

struct Trade { std::string buyer, seller; int64_t cents; };

template <class F>
class ScopeExit {
public:
    explicit ScopeExit(F f) : f_(std::move(f)) {}
    ~ScopeExit() { f_(); }
    ScopeExit(const ScopeExit&) = delete;
private:
    F f_;
};

struct MutexReleaser {
    void operator()(std::mutex* m) const { m->unlock(); }
};
using HeldMutex = std::unique_ptr<std::mutex, MutexReleaser>;

class House {
public:
    void addMember(const std::string& name, int64_t margin) {
        auto lk = lockBook();
        members_.try_emplace(name, std::make_unique<Member>(margin));
    }

    bool settle(const Trade& t) {
        Member* b = find(t.buyer);
        Member* s = find(t.seller);
        if (!b || !s || b == s) return reject(b);
        std::lock(b->mu, s->mu);
        std::lock_guard<std::mutex> lb(b->mu, std::adopt_lock);
        std::lock_guard<std::mutex> ls(s->mu, std::adopt_lock);
        if (b->balance - t.cents < -b->margin_) {
            ++b->rejects;
            return false;
        }
        post(*b, *s, t.cents);
        return true;
    }

    void accrueFee(const std::string& name, int64_t cents) {
        Member* m = find(name);
        if (!m) return;
        HeldMutex held = hold(m->mu);
        m->balance -= cents;
        auto lk = lockBook();
        fees_ += cents;
        bumpRevision(lk);
    }

    int64_t sweepFees() {
        auto lk = lockBook();
        const int64_t out = std::exchange(fees_, 0);
        bumpRevision(lk);
        return out;
    }

    void closeDay(const std::function<void(const std::string&, int64_t)>& report) {
        auto lk = lockBook();
        const uint64_t rev = revision_;
        std::vector<std::pair<std::string, Member*>> all;
        for (auto& [n, m] : members_) all.emplace_back(n, m.get());
        lk.unlock();
        for (auto& [n, m] : all) {
            m->mu.lock();
            ScopeExit leave([mm = m] { mm->mu.unlock(); });
            report(n, m->balance);
            m->trades = 0; // EXPECT-NOISE: check-then-act
        }
        lk.lock();
        if (revision_ == rev) closedAt_ = rev;
        ++days_;
    }

    void run(const std::vector<std::function<bool(Trade&)>>& feeds) {
        std::vector<std::thread> ts;
        for (auto& f : feeds)
            ts.emplace_back([this, &f] {
                Trade t;
                while (f(t))
                    if (settle(t)) accrueFee(t.buyer, 1 + t.cents / 10000);
            });
        for (auto& t : ts) t.join();
    }

private:
    std::unique_lock<std::mutex> lockBook() { return std::unique_lock<std::mutex>(bookMu_); }

    static HeldMutex hold(std::mutex& m) {
        m.lock();
        return HeldMutex(&m);
    }

    void bumpRevision(const std::unique_lock<std::mutex>& lk) {
        if (!lk.owns_lock()) throw std::logic_error("book not locked");
        ++revision_;
    }

    static void post(Member& b, Member& s, int64_t cents) {
        b.balance -= cents;
        s.balance += cents;
        ++b.trades;
        ++s.trades;
    }

    static bool reject(Member* m) {
        if (m) {
            std::lock_guard<std::mutex> g(m->mu);
            m->rejects++;
        }
        return false;
    }

    Member* find(const std::string& name) {
        auto lk = lockBook();
        auto it = members_.find(name);
        return it == members_.end() ? nullptr : it->second.get();
    }

    std::mutex bookMu_;
    std::unordered_map<std::string, std::unique_ptr<Member>> members_; // never erased
    int64_t fees_ = 0;
    uint64_t revision_ = 0;
    uint64_t closedAt_ = 0;
    unsigned days_ = 0;
};

} // namespace clear
