// RUN: %tocsin %s
// STD: c++20
// Coupon redemption: campaigns with a limited number of uses.
#include <atomic>
#include <cstdint>
#include <cstdio>
#include <memory>
#include <string>
#include <thread>
#include <vector>

class Campaign {
public:
    Campaign(std::string code, int uses) : code_(std::move(code)), remaining_(uses) {}

    bool redeem(std::int64_t basketCents) {
        if (closed_.load(std::memory_order_acquire))
            return false;
        int left = remaining_.load();
        if (left <= 0)
            return false;
        remaining_.store(left - 1); // EXPECT: split-atomic
        redemptions_.fetch_add(1, std::memory_order_relaxed);
        grantedCents_ = grantedCents_ + discount(basketCents); // EXPECT: split-atomic
        return true;
    }

    bool redeemBulk(int n) {
        int left = remaining_.load();
        do {
            if (left < n)
                return false;
        } while (!remaining_.compare_exchange_weak(left, left - n));
        redemptions_ += static_cast<unsigned>(n);
        return true;
    }

    // True for the one caller that has to send the closing mail.
    bool close() {
        if (!closed_.load()) {
            closed_.store(true); // EXPECT: split-atomic
            return true;
        }
        return false;
    }

    bool claimReport() { return !reported_.exchange(true); }

    unsigned redemptions() const { return redemptions_.load(); }
    const std::string& code() const { return code_; }

private:
    static std::int64_t discount(std::int64_t cents) { return cents / 10; }

    const std::string code_;
    std::atomic<int> remaining_;
    std::atomic<unsigned> redemptions_{0};
    std::atomic<std::int64_t> grantedCents_{0};
    std::atomic<bool> closed_{false};
    std::atomic<bool> reported_{false};
};

int main() {
    auto c = std::make_shared<Campaign>("SPRING", 500);
    std::vector<std::thread> shops;
    for (int s = 0; s < 8; ++s)
        shops.emplace_back([c, s] {
            for (int i = 0; i < 100; ++i) {
                if (!c->redeem(1000 + s))
                    break;
                if (i % 25 == 0)
                    c->redeemBulk(3);
            }
            if (c->close())
                std::printf("mail: campaign %s closed\n", c->code().c_str());
            if (c->claimReport())
                std::printf("report queued\n");
        });
    for (auto& t : shops)
        t.join();
    std::printf("%u redemptions\n", c->redemptions());
}
