// RUN: %tocsin %s
// STD: c++20
// Answer cache of the validating stub resolver.
#include <algorithm>
#include <chrono>
#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <shared_mutex>
#include <string>
#include <thread>
#include <unordered_map>
#include <utility>
#include <vector>

namespace dns {

struct Question {
    std::string name;
    std::uint16_t type = 1;
    bool operator==(const Question&) const = default;
};

struct QuestionHash {
    std::size_t operator()(const Question& q) const {
        return std::hash<std::string>{}(q.name) * 31 + q.type;
    }
};

// RRSIG validity as it stands on the wire: seconds since 1970, modulo 2^32.
struct SignatureWindow {
    std::uint32_t inception = 0;
    std::uint32_t expiration = 0;
};

struct Answer {
    std::vector<std::string> records;
    std::chrono::seconds ttl{0};
    std::optional<SignatureWindow> sig;
};

inline std::uint32_t posix_seconds() {
    using namespace std::chrono;
    return static_cast<std::uint32_t>(
        duration_cast<seconds>(system_clock::now().time_since_epoch()).count());
}

// RFC 4034 3.1.5: the fields compare in serial number arithmetic.
inline bool within(const SignatureWindow& w, std::uint32_t now) {
    const std::uint32_t since = now - w.inception;
    const std::uint32_t left = w.expiration - now;
    return static_cast<std::int32_t>(since) >= 0 && static_cast<std::int32_t>(left) >= 0;
}

class AnswerCache {
    using Clock = std::chrono::steady_clock;

    struct Entry {
        Answer answer;
        Clock::time_point stored;
    };

public:
    void store(Question q, Answer a) {
        a.ttl = std::min(a.ttl, kMaxTtl);
        Entry e{std::move(a), Clock::now()};
        std::unique_lock lk(mu_);
        entries_.insert_or_assign(std::move(q), std::move(e));
    }

    std::optional<Answer> lookup(const Question& q) const {
        std::shared_lock lk(mu_);
        auto it = entries_.find(q);
        if (it == entries_.end())
            return std::nullopt;
        const auto age = std::chrono::floor<std::chrono::seconds>(Clock::now() - it->second.stored);
        if (age >= it->second.answer.ttl)
            return std::nullopt;
        if (it->second.answer.sig && !within(*it->second.answer.sig, posix_seconds()))
            return std::nullopt;
        Answer copy = it->second.answer;
        copy.ttl -= age;
        return copy;
    }

    std::size_t expire() {
        const auto now = Clock::now();
        const auto wall = posix_seconds();
        std::unique_lock lk(mu_);
        return std::erase_if(entries_, [&](const auto& kv) {
            const Entry& e = kv.second;
            return now - e.stored >= e.answer.ttl || (e.answer.sig && !within(*e.answer.sig, wall));
        });
    }

private:
    static constexpr std::chrono::seconds kMaxTtl = std::chrono::hours(24);
    mutable std::shared_mutex mu_;
    std::unordered_map<Question, Entry, QuestionHash> entries_;
};

} // namespace dns

int main() {
    dns::AnswerCache cache;
    std::jthread sweeper([&cache](std::stop_token st) {
        while (!st.stop_requested()) {
            cache.expire();
            std::this_thread::sleep_for(std::chrono::milliseconds(500));
        }
    });
    std::vector<std::jthread> clients;
    for (int i = 0; i < 4; ++i)
        clients.emplace_back([&cache, i] {
            dns::Question q{"host" + std::to_string(i) + ".example.", 28};
            const auto now = dns::posix_seconds();
            if (!cache.lookup(q))
                cache.store(q, {{"2001:db8::1"}, std::chrono::seconds(60), // EXPECT-NOISE: check-then-act
                                dns::SignatureWindow{now - 3600, now + 86400}});
        });
}
