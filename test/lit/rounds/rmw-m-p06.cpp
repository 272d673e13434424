// RUN: %tocsin %s
// STD: c++20
// Lobby service of the match server.
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

using PlayerId = uint64_t;

class Room {
public:
    explicit Room(size_t cap) : cap_(cap) {}

    bool full() const
    {
        std::scoped_lock lk(m_);
        return players_.size() >= cap_;
    }
    void add(PlayerId p)
    {
        std::scoped_lock lk(m_);
        players_.push_back(p);
    }
    bool tryAdd(PlayerId p)
    {
        std::scoped_lock lk(m_);
        if (players_.size() >= cap_)
            return false;
        players_.push_back(p);
        return true;
    }
    bool remove(PlayerId p)
    {
        std::scoped_lock lk(m_);
        return std::erase(players_, p) != 0;
    }
    int stake() const
    {
        std::scoped_lock lk(m_);
        return stake_;
    }
    void setStake(int s)
    {
        std::scoped_lock lk(m_);
        stake_ = s;
    }
    void raise(int by)
    {
        std::scoped_lock lk(m_);
        stake_ += by;
    }

private:
    mutable std::mutex m_;
    const size_t cap_;
    std::vector<PlayerId> players_;
    int stake_ = 10;
};

class Directory {
public:
    std::shared_ptr<Room> get(const std::string &name) const
    {
        std::scoped_lock lk(m_);
        auto it = rooms_.find(name);
        return it == rooms_.end() ? nullptr : it->second;
    }
    void put(const std::string &name, std::shared_ptr<Room> r)
    {
        std::scoped_lock lk(m_);
        rooms_[name] = std::move(r);
    }
    std::shared_ptr<Room> getOrCreate(const std::string &name, size_t cap)
    {
        std::scoped_lock lk(m_);
        auto &slot = rooms_[name];
        if (!slot)
            slot = std::make_shared<Room>(cap);
        return slot;
    }

private:
    mutable std::mutex m_;
    std::map<std::string, std::shared_ptr<Room>> rooms_;
};

class Lobby {
public:
    bool join(const std::string &name, PlayerId p)
    {
        auto room = dir_.getOrCreate(name, 8);
        if (room->full())
            return false;
        room->add(p); // EXPECT: check-then-act
        return true;
    }

    bool quickJoin(const std::string &name, PlayerId p)
    {
        auto room = dir_.get(name);
        return room && room->tryAdd(p);
    }

    void openTournament(const std::string &name, size_t cap)
    {
        if (!dir_.get(name))
            dir_.put(name, std::make_shared<Room>(cap)); // EXPECT: check-then-act
    }

    void doubleDown(const std::string &name)
    {
        auto room = dir_.get(name);
        if (!room)
            return;
        room->setStake(room->stake() * 2); // EXPECT: lost-update
    }

    void ante(const std::string &name)
    {
        if (auto room = dir_.get(name))
            room->raise(5);
    }

private:
    Directory dir_;
};

void ioThread(Lobby &lobby, unsigned shard)
{
    for (PlayerId p = shard; p < 4000; p += 4) {
        if (!lobby.join("table-" + std::to_string(p % 100), p))
            lobby.quickJoin("overflow", p);
        if (p % 16 == 0)
            lobby.doubleDown("table-" + std::to_string(p % 100));
        if (p % 500 < 4)
            lobby.openTournament("cup-" + std::to_string(p / 500), 16);
        lobby.ante("overflow");
    }
}

int main()
{
    Lobby lobby;
    lobby.openTournament("overflow", 4096);
    std::vector<std::jthread> io;
    for (unsigned i = 0; i < 4; ++i)
        io.emplace_back(ioThread, std::ref(lobby), i);
    std::jthread admin([&lobby] { lobby.openTournament("finals", 16); });
}
