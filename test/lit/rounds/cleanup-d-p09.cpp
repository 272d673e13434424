// RUN: %tocsin %s
// STD: c++20
// Voice conference bridge: room table.
#include <atomic>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <map>
#include <mutex>
#include <string>
#include <vector>

namespace bridge {

using Clock = std::chrono::steady_clock;

class Mixer {
public:
    void push(const std::int16_t* pcm, std::size_t n) {
        std::lock_guard<std::mutex> lk(mu_);
        if (buf_.size() < n)
            buf_.resize(n);
        for (std::size_t i = 0; i < n; ++i)
            buf_[i] += pcm[i];
    }

private:
    std::mutex mu_;
    std::vector<std::int32_t> buf_;
};

struct Room {
    std::string name;
    Mixer mixer;
    int participants = 0;              // guarded by RoomTable::mu_
    Clock::time_point created{};
    Clock::time_point last_packet{};
};

class RoomTable {
    using Map = std::map<std::string, Room*>;

public:
    // Media threads keep the pointer until leave().
    Room* join(const std::string& name) {
        std::lock_guard<std::mutex> lk(mu_);
        Room*& r = rooms_[name];
        if (!r) {
            r = new Room;
            r->name = name;
            r->created = Clock::now();
        }
        ++r->participants;
        r->last_packet = Clock::now();
        return r;
    }

    void leave(Room* r) {
        std::lock_guard<std::mutex> lk(mu_);
        --r->participants;
    }

    void reap_idle(Clock::duration idle) {
        std::lock_guard<std::mutex> lk(mu_);
        const auto now = Clock::now();
        for (auto it = rooms_.begin(); it != rooms_.end();) {
            Room* r = it->second;
            if (r->participants == 0 && now - r->last_packet > idle)
                it = drop(it);
            else
                ++it;
        }
    }

    // Nightly: nothing should live longer than a day.
    void reap_daily() {
        std::lock_guard<std::mutex> lk(mu_);
        const auto now = Clock::now();
        for (auto it = rooms_.begin(); it != rooms_.end();) {
            Room* r = it->second;
            if (now - r->created < std::chrono::hours(24)) {
                ++it;
                continue;
            }
            if (r->participants > 0)
                std::fprintf(stderr, "room %s: %d participants at rollover\n", r->name.c_str(),
                             r->participants);
            it = drop(it); // EXPECT: timestamp-cleanup
        }
    }

    // Memory pressure callback.
    void reap_pressure(Clock::duration idle) {
        std::lock_guard<std::mutex> lk(mu_);
        const auto now = Clock::now();
        auto it = rooms_.begin();
        while (it != rooms_.end()) {
            const Room& r = *it->second;
            if (r.participants == 0 || now - r.last_packet > idle)
                it = drop(it); // EXPECT: timestamp-cleanup
            else
                ++it;
        }
    }

    // Participants whose phone has lost the network never call leave().
    void reap_stuck(Clock::duration limit) {
        std::lock_guard<std::mutex> lk(mu_);
        for (auto it = rooms_.begin(); it != rooms_.end();) {
            const auto silent = Clock::now() - it->second->last_packet;
            if (it->second->participants != 0 && silent > limit) {
                std::fprintf(stderr, "room %s stuck\n", it->first.c_str());
                it = drop(it); // EXPECT: timestamp-cleanup
            } else {
                ++it;
            }
        }
    }

private:
    Map::iterator drop(Map::iterator it) {
        delete it->second;
        return rooms_.erase(it);
    }

    std::mutex mu_;
    Map rooms_;
};

void on_rtp(Room* room, const std::int16_t* pcm, std::size_t n) { room->mixer.push(pcm, n); }

} // namespace bridge
