// RUN: %tocsin %s
// STD: c++20
// Token-bucket rate limiting with swappable policies.
#include <atomic>
#include <cstdint>
#include <cstdio>
#include <functional>
#include <memory>
#include <thread>
#include <vector>

struct Policy {
    std::int64_t cap = 100;
    std::int64_t perTick = 10;
    std::function<std::int64_t(int)> costOf = [](int) { return std::int64_t{1}; };
};

class Limiter {
public:
    virtual ~Limiter() = default;
    virtual bool allow(int kind) = 0;
    virtual void tick() = 0;
};

class TokenBucket final : public Limiter {
public:
    explicit TokenBucket(std::shared_ptr<const Policy> p) : policy_(std::move(p)) {}

    bool allow(int kind) override {
        const std::int64_t cost = policy_.load()->costOf(kind);
        std::int64_t have = tokens_.load(std::memory_order_relaxed);
        do {
            if (have < cost)
                return false;
        } while (!tokens_.compare_exchange_weak(have, have - cost));
        return true;
    }

    void tick() override {
        const auto p = policy_.load();
        std::int64_t have = tokens_.load();
        const std::int64_t next = have + p->perTick > p->cap ? p->cap : have + p->perTick;
        while (!tokens_.compare_exchange_weak(have, next)) { // EXPECT: unchecked-version
        }
    }

    void setRate(std::int64_t perTick) {
        std::shared_ptr<const Policy> old = policy_.load();
        std::shared_ptr<const Policy> next;
        do {
            auto copy = std::make_shared<Policy>(*old);
            copy->perTick = perTick;
            next = std::move(copy);
        } while (!policy_.compare_exchange_strong(old, next));
    }

    void setCap(std::int64_t cap) {
        auto copy = std::make_shared<Policy>(*policy_.load());
        copy->cap = cap;
        policy_.store(std::move(copy)); // EXPECT: split-atomic
    }

    std::int64_t tokens() const { return tokens_.load(); }

private:
    std::atomic<std::shared_ptr<const Policy>> policy_;
    std::atomic<std::int64_t> tokens_{0};
};

int main() {
    auto policy = std::make_shared<Policy>();
    policy->costOf = [](int kind) { return std::int64_t{1} + kind % 3; };
    TokenBucket bucket(policy);
    std::atomic<int> allowed{0};
    std::vector<std::jthread> ts;
    for (int i = 0; i < 3; ++i)
        ts.emplace_back([&] {
            for (int k = 0; k < 500; ++k)
                if (bucket.allow(k))
                    allowed.fetch_add(1, std::memory_order_relaxed);
        });
    ts.emplace_back([&bucket] {
        for (int k = 0; k < 200; ++k)
            bucket.tick();
    });
    ts.emplace_back([&bucket] {
        for (int k = 1; k < 20; ++k)
            bucket.setRate(k);
    });
    ts.emplace_back([&bucket] {
        for (int k = 50; k < 70; ++k)
            bucket.setCap(k);
    });
    ts.clear();
    std::printf("%d allowed, %lld tokens left\n", allowed.load(),
                static_cast<long long>(bucket.tokens()));
}
