// RUN: %tocsin %s
// STD: c++20
// Admission control of the API gateway: per-tenant buckets and a global window.
#include <atomic>
#include <chrono>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace gate {

std::uint32_t nowSeconds() {
    using namespace std::chrono;
    return static_cast<std::uint32_t>(
        duration_cast<seconds>(steady_clock::now().time_since_epoch()).count());
}

// Per-second counter in one word: second in the upper half, requests in the lower.
class WindowCounter {
public:
    explicit WindowCounter(std::uint32_t limit) : limit_(limit) {}

    bool admit() {
        std::uint64_t s = rolled(word_.load(std::memory_order_relaxed), nowSeconds());
        if (used(s) >= limit_)
            return false;
        word_.store(s + 1, std::memory_order_relaxed); // EXPECT: split-atomic
        return true;
    }

    bool admitMany(std::uint32_t n) {
        const std::uint32_t sec = nowSeconds();
        std::uint64_t seen = word_.load(std::memory_order_relaxed);
        std::uint64_t next;
        do {
            next = rolled(seen, sec);
            if (used(next) + n > limit_)
                return false;
            next += n;
        } while (!word_.compare_exchange_weak(seen, next, std::memory_order_acq_rel));
        return true;
    }

private:
    static std::uint32_t used(std::uint64_t w) { return static_cast<std::uint32_t>(w); }
    static std::uint64_t rolled(std::uint64_t w, std::uint32_t sec) {
        return (w >> 32) == sec ? w : static_cast<std::uint64_t>(sec) << 32;
    }

    const std::uint32_t limit_;
    std::atomic<std::uint64_t> word_{0};
};

struct BucketStats {
    std::uint64_t admitted = 0;
    std::uint64_t throttled = 0;
    std::uint64_t skipped = 0;
};

class TokenBucket {
public:
    TokenBucket(double rate, double burst) : rate_(rate), burst_(burst), tokens_(burst) {}

    bool take(double n) {
        std::lock_guard lk(mu_);
        refill();
        if (tokens_ < n) {
            stats_.throttled++;
            return false;
        }
        tokens_ -= n;
        stats_.admitted++;
        return true;
    }

    // For latency critical routes: rather refuse than queue on the lock.
    bool takeNoWait(double n) {
        std::unique_lock lk(mu_, std::try_to_lock);
        if (!lk) {
            stats_.skipped++; // EXPECT: lost-update
            return false;
        }
        refill();
        if (tokens_ < n)
            return false;
        tokens_ -= n;
        stats_.admitted++;
        return true;
    }

    bool takePatient(double n, std::chrono::milliseconds patience) {
        std::unique_lock lk(mu_, std::try_to_lock);
        if (!lk.owns_lock()) {
            std::this_thread::sleep_for(patience);
            lk.lock();
            stats_.skipped++;
        }
        refill();
        bool ok = tokens_ >= n;
        if (ok)
            tokens_ -= n;
        return ok;
    }

    void refund(double n, bool settled) {
        std::unique_lock<std::mutex> lk(mu_, std::defer_lock);
        if (!settled)
            lk.lock();
        tokens_ = tokens_ + n > burst_ ? burst_ : tokens_ + n; // EXPECT: lost-update
    }

    BucketStats drainStats() {
        std::lock_guard lk(mu_);
        BucketStats out = stats_;
        stats_ = BucketStats{};
        return out;
    }

private:
    void refill() {
        auto now = std::chrono::steady_clock::now();
        std::chrono::duration<double> dt = now - last_;
        tokens_ += dt.count() * rate_;
        if (tokens_ > burst_)
            tokens_ = burst_;
        last_ = now;
    }

    const double rate_, burst_;
    std::mutex mu_;
    double tokens_;
    std::chrono::steady_clock::time_point last_ = std::chrono::steady_clock::now();
    BucketStats stats_;
};

struct Request {
    std::string tenant;
    unsigned cost;
    bool batch;
};

int serve(std::map<std::string, TokenBucket>& tenants, const std::vector<Request>& in, unsigned threads) {
    WindowCounter global(5000);
    std::atomic<int> refused{0};
    auto handle = [&](const Request& r) {
        auto it = tenants.find(r.tenant);
        if (it == tenants.end())
            return false;
        if (!(r.batch ? global.admitMany(r.cost) : global.admit()))
            return false;
        bool ok = r.batch ? it->second.takePatient(r.cost, std::chrono::milliseconds(2))
                          : it->second.takeNoWait(r.cost) || it->second.take(r.cost);
        if (ok && r.cost > 8)
            it->second.refund(r.cost - 8, r.batch);
        return ok;
    };
    std::vector<std::thread> pool;
    for (unsigned t = 0; t < threads; ++t)
        pool.emplace_back([&, t] {
            for (std::size_t i = t; i < in.size(); i += threads)
                if (!handle(in[i]))
                    ++refused;
        });
    for (auto& t : pool)
        t.join();
    return refused;
}

} // namespace gate
