// RUN: %tocsin %s
// STD: c++17
#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <ctime>
#include <functional>
#include <mutex>
#include <optional>
#include <string>

namespace cluster {

using namespace std::chrono_literals;

// The coordinator grants leadership for ttl; the holder must stop by itself when it is over.
class LeaderLease {
public:
    using Renew = std::function<bool(std::uint64_t term)>;

    LeaderLease(std::chrono::milliseconds ttl, Renew renew) : ttl_(ttl), renew_(std::move(renew)) {}

    bool acquire(std::uint64_t term) {
        const auto asked = std::chrono::system_clock::now();
        if (!renew_(term)) return false;
        std::lock_guard<std::mutex> g(mu_);
        term_ = term;
        until_ = asked + ttl_;
        return true;
    }

    bool mayWrite() const {
        std::lock_guard<std::mutex> g(mu_);
        return term_ != 0 && std::chrono::system_clock::now() < until_; // EXPECT: wall-clock-interval
    }

    std::uint64_t term() const {
        std::lock_guard<std::mutex> g(mu_);
        return term_;
    }

private:
    const std::chrono::milliseconds ttl_;
    Renew renew_;
    mutable std::mutex mu_;
    std::uint64_t term_ = 0;
    std::chrono::system_clock::time_point until_{};
};

class FollowerTimer {
public:
    explicit FollowerTimer(std::chrono::milliseconds limit) : limit_(limit) {}

    void heard() {
        std::lock_guard<std::mutex> g(mu_);
        last_ = std::chrono::steady_clock::now();
    }

    bool electionDue() const {
        std::lock_guard<std::mutex> g(mu_);
        return std::chrono::steady_clock::now() - last_ > limit_;
    }

private:
    const std::chrono::milliseconds limit_;
    mutable std::mutex mu_;
    std::chrono::steady_clock::time_point last_ = std::chrono::steady_clock::now();
};

// Transport threads note every message of a peer; the leader counts who is there.
class PeerBoard {
public:
    static constexpr std::size_t kPeers = 7;

    void heardFrom(std::size_t peer) { seen_[peer].store(nowMs(), std::memory_order_relaxed); }

    bool hasQuorum(std::uint64_t limitMs) const {
        std::size_t present = 1;
        const std::uint64_t now = nowMs();
        for (const auto& s : seen_) {
            const std::uint64_t silent = now - s.load(std::memory_order_relaxed); // EXPECT-MISS: unsigned-age
            if (silent < limitMs) ++present;
        }
        return present > (kPeers + 1) / 2;
    }

    bool present(std::size_t peer, std::uint64_t limitMs) const {
        const std::uint64_t seen = seen_[peer].load(std::memory_order_relaxed);
        const std::uint64_t now = nowMs();
        return seen >= now || now - seen < limitMs;
    }

private:
    static std::uint64_t nowMs() {
        return static_cast<std::uint64_t>(std::chrono::duration_cast<std::chrono::milliseconds>(
            std::chrono::steady_clock::now().time_since_epoch()).count());
    }
    std::array<std::atomic<std::uint64_t>, kPeers> seen_{};
};

struct TokenReply {
    std::string token;
    int expires_in = 0;
};

class TokenSource {
public:
    explicit TokenSource(std::function<std::optional<TokenReply>()> fetch) : fetch_(std::move(fetch)) {}

    std::string token() {
        std::lock_guard<std::mutex> g(mu_);
        if (token_.empty() || std::time(nullptr) >= refresh_at_) { // EXPECT: wall-clock-interval
            if (auto reply = fetch_()) {
                token_ = reply->token;
                refresh_at_ = std::time(nullptr) + reply->expires_in - 30;
            }
        }
        return token_;
    }

private:
    std::function<std::optional<TokenReply>()> fetch_;
    std::mutex mu_;
    std::string token_;
    std::time_t refresh_at_ = 0;
};

// notAfter is a calendar date that the issuer wrote into the certificate.
struct PeerCertificate {
    std::string subject;
    std::time_t not_before = 0;
    std::time_t not_after = 0;
};

inline bool acceptable(const PeerCertificate& c) {
    const std::time_t today = std::time(nullptr);
    return c.not_before <= today && today <= c.not_after;
}

}  // namespace cluster
