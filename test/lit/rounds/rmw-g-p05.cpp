// RUN: %tocsin %s
// STD: c++20
// Peer bookkeeping of the swarm client.
#include <array>
#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace swarm {

using PeerId = std::array<uint8_t, 20>;
using Clock = std::chrono::steady_clock;

struct Connection {
    int fd = -1;
    PeerId remote{};
    bool readHandshake();
    bool readMessage(std::vector<uint8_t>& out);
    void close();
};

struct PeerInfo {
    std::shared_ptr<Connection> conn;
    int score = 0;
    Clock::time_point since = Clock::now();
};

class PeerTable {
public:
    bool contains(const PeerId& id) const {
        std::lock_guard g(mu_);
        return peers_.count(id) != 0;
    }
    void put(const PeerId& id, PeerInfo info) {
        std::lock_guard g(mu_);
        peers_[id] = std::move(info);
    }
    bool putIfAbsent(const PeerId& id, PeerInfo info) {
        std::lock_guard g(mu_);
        return peers_.try_emplace(id, std::move(info)).second;
    }
    void drop(const PeerId& id) {
        std::lock_guard g(mu_);
        peers_.erase(id);
    }
    int score(const PeerId& id) const {
        std::lock_guard g(mu_);
        auto it = peers_.find(id);
        return it == peers_.end() ? 0 : it->second.score;
    }
    void setScore(const PeerId& id, int v) {
        std::lock_guard g(mu_);
        if (auto it = peers_.find(id); it != peers_.end()) it->second.score = v;
    }
    size_t size() const {
        std::lock_guard g(mu_);
        return peers_.size();
    }

private:
    mutable std::mutex mu_;
    std::map<PeerId, PeerInfo> peers_;
};

class Swarm {
public:
    explicit Swarm(size_t maxPeers) : maxPeers_(maxPeers) {}

    void onIncoming(std::shared_ptr<Connection> c) {
        std::thread([this, c] { serve(c); }).detach();
    }

    void onOutgoing(std::shared_ptr<Connection> c) {
        std::thread([this, c] {
            if (!c->readHandshake()) return;
            PeerInfo pi;
            pi.conn = c;
            if (!table_.putIfAbsent(c->remote, pi)) {
                c->close();
                return;
            }
            loop(*c);
            table_.drop(c->remote);
        }).detach();
    }

private:
    void serve(const std::shared_ptr<Connection>& c) {
        if (!c->readHandshake()) return;
        if (table_.size() >= maxPeers_) {
            c->close();
            return;
        }
        if (table_.contains(c->remote)) {
            c->close();
            return;
        }
        PeerInfo info;
        info.conn = c;
        table_.put(c->remote, std::move(info)); // EXPECT: check-then-act
        loop(*c);
        table_.drop(c->remote);
    }

    void reward(const PeerId& id, int delta) {
        table_.setScore(id, table_.score(id) + delta); // EXPECT: lost-update
    }

    void loop(Connection& c) {
        std::vector<uint8_t> msg;
        while (c.readMessage(msg)) {
            if (msg.empty()) continue;
            const PeerId origin = msg[0] == 21 && msg.size() > 20 ? relayed(msg) : c.remote;
            reward(origin, msg[0] == 7 ? 5 : 1);
        }
    }

    static PeerId relayed(const std::vector<uint8_t>& m) {
        PeerId id{};
        for (size_t i = 0; i < id.size(); ++i) id[i] = m[i + 1];
        return id;
    }

    const size_t maxPeers_;
    PeerTable table_;
};

} // namespace swarm
