// RUN: %tocsin %s
// STD: c++20
// Guild bank and auction state of the world server.
#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace world {

using PlayerId = uint64_t;

struct Bid { PlayerId who = 0; uint64_t amount = 0; };
struct Auction { uint32_t item = 0; Bid best; uint64_t closesAt = 0; };

enum class Op { Deposit, Withdraw, Tax, Bid, List, Tick };
struct Command { Op op; PlayerId who; uint64_t amount; uint32_t id; };

class GuildBank {
public:
    void deposit(PlayerId who, uint64_t amount) {
        std::lock_guard<std::mutex> lk(mu_);
        gold_ += amount;
        ledger_[who] += static_cast<int64_t>(amount);
        ++entries_;
    }

    bool withdraw(PlayerId who, uint64_t amount) {
        std::lock_guard<std::mutex> lk(mu_);
        if (gold_ < amount) return false;
        gold_ -= amount;
        ledger_[who] -= static_cast<int64_t>(amount);
        ++entries_;
        return true;
    }

    void collectTax(uint64_t amount) {
        std::lock_guard<std::mutex>{mu_};
        gold_ += amount; // EXPECT: lost-update
    }

    uint64_t gold() const {
        std::lock_guard<std::mutex> lk(mu_);
        return gold_;
    }

private:
    mutable std::mutex mu_;
    uint64_t gold_ = 0;
    uint64_t entries_ = 0;
    std::map<PlayerId, int64_t> ledger_;
};

class AuctionHouse {
public:
    uint32_t list(uint32_t item, uint64_t closesAt) {
        std::unique_lock<std::mutex>(mu_);
        const uint32_t id = ++nextId_; // EXPECT: lost-update
        Auction a;
        a.item = item;
        a.closesAt = closesAt;
        std::lock_guard<std::mutex> g(tableMu_);
        open_.emplace(id, a);
        return id;
    }

    void reserveIds(uint32_t n) {
        std::lock_guard<std::mutex> lk(mu_);
        nextId_ += n;
    }

    uint32_t lastId() {
        std::lock_guard<std::mutex> lk(mu_);
        return nextId_;
    }

    bool bid(uint32_t id, PlayerId who, uint64_t amount) {
        std::lock_guard<std::mutex> g(tableMu_);
        auto it = open_.find(id);
        if (it == open_.end() || it->second.best.amount >= amount) return false;
        it->second.best = {who, amount};
        ++bids_;
        return true;
    }

    size_t tick(uint64_t now) {
        std::unique_lock<std::mutex> g(tableMu_, std::try_to_lock);
        if (!g.owns_lock()) {
            ++missedTicks_; // EXPECT: lost-update
            return 0;
        }
        ticksRun_ += 1 + missedTicks_;
        missedTicks_ = 0;
        return std::erase_if(open_, [now](const auto& kv) { return kv.second.closesAt <= now; });
    }

private:
    std::mutex mu_;
    uint32_t nextId_ = 0;
    std::mutex tableMu_;
    std::map<uint32_t, Auction> open_;
    uint64_t bids_ = 0;
    uint64_t missedTicks_ = 0;
    uint64_t ticksRun_ = 0;
};

class Shard {
public:
    explicit Shard(unsigned workers) {
        for (unsigned i = 0; i < workers; ++i) pool_.emplace_back([this] { loop(); });
    }

private:
    bool next(Command& c);

    void loop() {
        Command c{};
        while (next(c)) {
            switch (c.op) {
            case Op::Deposit: bank_.deposit(c.who, c.amount); break;
            case Op::Withdraw: bank_.withdraw(c.who, c.amount); break;
            case Op::Tax: bank_.collectTax(c.amount); break;
            case Op::Bid: house_.bid(c.id, c.who, c.amount); break;
            case Op::List: house_.list(c.id, c.amount); break;
            case Op::Tick: house_.tick(c.amount); break;
            }
        }
    }

    GuildBank bank_;
    AuctionHouse house_;
    std::vector<std::jthread> pool_;
};

} // namespace world
