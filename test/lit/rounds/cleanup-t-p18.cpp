// RUN: %tocsin %s
// STD: c++17
#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <utility>

namespace tablet {

class MonoDelta {
public:
    explicit MonoDelta(std::int64_t ns) : ns_(ns) {}
    static MonoDelta Zero() { return MonoDelta(0); }
    std::int64_t ns() const { return ns_; }
    bool operator>(const MonoDelta& o) const { return ns_ > o.ns_; }
private:
    std::int64_t ns_;
};

class MonoTime {
public:
    static MonoTime Now() {
        MonoTime t;
        t.ns_ = std::chrono::duration_cast<std::chrono::nanoseconds>(
                    std::chrono::steady_clock::now().time_since_epoch()).count();
        return t;
    }
    MonoDelta operator-(const MonoTime& o) const { return MonoDelta(ns_ - o.ns_); }
private:
    std::int64_t ns_ = 0;
};

class Scanner {
public:
    explicit Scanner(std::string id) : id_(std::move(id)), last_access_(MonoTime::Now()) {}

    const std::string& id() const { return id_; }

    // Zero while a request works with the scanner.
    MonoDelta TimeSinceLastAccess(MonoTime now) const {
        std::unique_lock<std::mutex> l(lock_, std::try_to_lock);
        if (!l.owns_lock()) return MonoDelta::Zero();
        return now - last_access_;
    }

private:
    friend class ScannerManager;
    friend class ScopedScanner;
    std::string id_;
    mutable std::mutex lock_;  // held for the time of one request
    MonoTime last_access_;     // under lock_
};

class ScopedScanner {
public:
    ScopedScanner() = default;
    ScopedScanner(Scanner* s, std::unique_lock<std::mutex> l) : s_(s), l_(std::move(l)) {}
    ScopedScanner(ScopedScanner&& o) noexcept : s_(std::exchange(o.s_, nullptr)), l_(std::move(o.l_)) {}
    ScopedScanner& operator=(ScopedScanner&&) = delete;
    ~ScopedScanner() {
        if (s_) s_->last_access_ = MonoTime::Now();
    }
    explicit operator bool() const { return s_ != nullptr; }
    Scanner* operator->() const { return s_; }
private:
    Scanner* s_ = nullptr;
    std::unique_lock<std::mutex> l_;
};

class ScannerManager {
public:
    explicit ScannerManager(MonoDelta ttl) : ttl_(ttl) {}

    void Register(const std::string& id) {
        std::lock_guard<std::mutex> g(map_lock_);
        if (scanners_.count(id) == 0) scanners_.emplace(id, new Scanner(id));
    }

    // Empty when the id is unknown or another request is using the scanner.
    ScopedScanner Acquire(const std::string& id) {
        std::lock_guard<std::mutex> g(map_lock_);
        auto it = scanners_.find(id);
        if (it == scanners_.end()) return {};
        std::unique_lock<std::mutex> l(it->second->lock_, std::try_to_lock);
        if (!l.owns_lock()) return {};
        return ScopedScanner(it->second.get(), std::move(l));
    }

    int RemoveExpired() {
        std::lock_guard<std::mutex> g(map_lock_);
        const MonoTime now = MonoTime::Now();
        int n = 0;
        for (auto it = scanners_.begin(); it != scanners_.end();) {
            if (it->second->TimeSinceLastAccess(now) > ttl_) {
                it = scanners_.erase(it); // EXPECT-NOISE: timestamp-cleanup
                ++n;
            } else {
                ++it;
            }
        }
        return n;
    }

private:
    const MonoDelta ttl_;
    std::mutex map_lock_;
    std::map<std::string, std::unique_ptr<Scanner>> scanners_;
};

}  // namespace tablet
