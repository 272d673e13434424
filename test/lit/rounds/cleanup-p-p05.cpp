// RUN: %tocsin %s
// STD: c++20
// Client side of the identity service: bearer tokens per audience, and a list
// of endpoints that are not asked again for a while after a failure.
#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace idp {

using namespace std::chrono_literals;

struct TokenReply {
    std::string bearer;
    std::chrono::seconds expires_in{0};
};

// Claims of a signed assertion; `exp` is the issuer's POSIX time.
struct Assertion {
    std::string subject;
    std::int64_t exp = 0;
};

template <class C>
class Stopwatch {
public:
    using clock = C;
    using instant = typename C::time_point;
    static instant now() { return C::now(); }
    static instant in(std::chrono::seconds s) { return C::now() + s; }
};

using TokenTime = Stopwatch<std::chrono::system_clock>;
using PenaltyTime = Stopwatch<std::chrono::steady_clock>;

class TokenSource {
public:
    using Fetch = std::function<std::optional<TokenReply>(const std::string& audience)>;

    explicit TokenSource(Fetch f) : fetch_(std::move(f)) {}

    std::optional<std::string> bearer(const std::string& audience) {
        {
            std::lock_guard lk(mu_);
            auto it = held_.find(audience);
            if (it != held_.end()) {
                const Held& h = it->second;
                if (TokenTime::now() + kSkew < h.valid_until) // EXPECT: wall-clock-interval
                    return h.bearer;
            }
        }
        auto reply = fetch_(audience);
        if (!reply)
            return std::nullopt;
        std::lock_guard lk(mu_);
        Held& h = held_[audience];
        h.bearer = reply->bearer; // EXPECT-NOISE: check-then-act
        h.valid_until = TokenTime::in(reply->expires_in); // EXPECT-NOISE: check-then-act
        return h.bearer;
    }

private:
    struct Held {
        std::string bearer;
        TokenTime::instant valid_until;
    };
    static constexpr auto kSkew = 30s;

    Fetch fetch_;
    std::mutex mu_;
    std::map<std::string, Held> held_;
};

class PenaltyBox {
public:
    void fail(const std::string& endpoint) {
        std::lock_guard lk(mu_);
        until_[endpoint] = PenaltyTime::in(45s);
    }

    bool admits(const std::string& endpoint) {
        std::lock_guard lk(mu_);
        auto it = until_.find(endpoint);
        if (it == until_.end())
            return true;
        if (PenaltyTime::now() < it->second)
            return false;
        until_.erase(it);
        return true;
    }

private:
    std::mutex mu_;
    std::map<std::string, PenaltyTime::instant> until_;
};

// The issuer decides how long an assertion is good, in calendar time.
bool acceptable(const Assertion& a) {
    const auto now = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
    return a.exp > static_cast<std::int64_t>(now);
}

} // namespace idp

int main() {
    idp::PenaltyBox box;
    idp::TokenSource tokens([&box](const std::string& aud) -> std::optional<idp::TokenReply> {
        if (!box.admits("https://idp.internal/token"))
            return std::nullopt;
        if (aud.empty()) {
            box.fail("https://idp.internal/token");
            return std::nullopt;
        }
        return idp::TokenReply{"opaque-" + aud, std::chrono::seconds(300)};
    });
    std::vector<std::jthread> callers;
    for (const char* aud : {"billing", "search", "mail"})
        callers.emplace_back([&tokens, aud] {
            for (int i = 0; i < 100; ++i)
                (void)tokens.bearer(aud);
        });
    return idp::acceptable({"svc", 2000000000}) ? 0 : 1;
}
