// RUN: %tocsin %s
// STD: c++20
// Matchmaking: players queue by rating; lobby assembly runs on several gateway threads.
#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>
#include <thread>

namespace mm {

using PlayerId = uint64_t;

struct Ticket {
    PlayerId player;
    int rating;
    std::string region;
};

class TicketTable {
public:
    bool contains(PlayerId p) const {
        std::lock_guard<std::mutex> g(mu_);
        return byPlayer_.count(p) != 0;
    }
    void insert(const Ticket& t) {
        std::lock_guard<std::mutex> g(mu_);
        byPlayer_[t.player] = t;
    }
    std::optional<Ticket> remove(PlayerId p) {
        std::lock_guard<std::mutex> g(mu_);
        auto it = byPlayer_.find(p);
        if (it == byPlayer_.end()) return std::nullopt;
        Ticket t = it->second;
        byPlayer_.erase(it);
        return t;
    }
    int spread() const {
        std::lock_guard<std::mutex> g(mu_);
        return spread_;
    }
    void setSpread(int s) {
        std::lock_guard<std::mutex> g(mu_);
        spread_ = s;
    }
    size_t size() const {
        std::lock_guard<std::mutex> g(mu_);
        return byPlayer_.size();
    }

private:
    mutable std::mutex mu_;
    std::unordered_map<PlayerId, Ticket> byPlayer_;
    int spread_ = 50;
};

enum class JoinResult { Queued, AlreadyQueued, Rejected };

class Matchmaker {
public:
    JoinResult join(const Ticket& t) {
        if (t.region.empty()) return JoinResult::Rejected;
        if (tickets_.contains(t.player)) return JoinResult::AlreadyQueued;
        tickets_.insert(t); // EXPECT: check-then-act
        return JoinResult::Queued;
    }

    void leave(PlayerId p) {
        if (auto t = tickets_.remove(p)) notifyLeft(*t);
    }

    // Called by every gateway whose queue times out.
    void relax() {
        int s = tickets_.spread();
        if (s > 400) return;
        tickets_.setSpread(s + s / 4); // EXPECT: lost-update
    }

    void resetSpread() { tickets_.setSpread(50); }

    void start(unsigned gateways) {
        for (unsigned i = 0; i < gateways; ++i)
            threads_.emplace_back([this] { serve(); });
    }

private:
    bool nextRequest(Ticket& t);
    void notifyLeft(const Ticket& t);
    void serve() {
        Ticket t{};
        while (nextRequest(t)) {
            if (join(t) == JoinResult::AlreadyQueued) relax();
        }
    }

    TicketTable tickets_;
    std::vector<std::thread> threads_;
};

}  // namespace mm
