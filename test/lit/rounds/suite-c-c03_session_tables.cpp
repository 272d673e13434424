// RUN: %tocsin %s
// STD: c++20
// Idle sessions leave the table; what the table holds and hands out varies.
#include <chrono>
#include <cstdint>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <unistd.h>
#include <unordered_map>
#include <utility>

using Clock = std::chrono::steady_clock;
using namespace std::chrono_literals;

struct Session {
    int fd = -1;
    int pending = 0;
    Clock::time_point last_active = Clock::now();
    std::string buffer;
    ~Session() { if (fd >= 0) ::close(fd); }
};

class RawTable {
public:
    bool has(int id) { std::lock_guard g(m_); return map_.count(id) != 0; }
    Session *checkout(int id)
    {
        std::lock_guard g(m_);
        auto it = map_.find(id);
        if (it != map_.end())
            ++it->second->pending;
        return it == map_.end() ? nullptr : it->second;
    }
    void checkin(Session *s) { std::lock_guard g(m_); --s->pending; }
    void reap()
    {
        std::lock_guard g(m_);
        for (auto it = map_.begin(); it != map_.end();) {
            if (Clock::now() - it->second->last_active > 5min) {
                delete it->second; // EXPECT: timestamp-cleanup
                it = map_.erase(it);
            } else {
                ++it;
            }
        }
    }
    void reap_unused()
    {
        std::lock_guard g(m_);
        for (auto it = map_.begin(); it != map_.end();) {
            Session *s = it->second;
            if (s->pending > 0 || Clock::now() - s->last_active <= 5min) {
                ++it;
                continue;
            }
            delete s;
            it = map_.erase(it);
        }
    }
private:
    std::mutex m_;
    std::unordered_map<int, Session *> map_;
};

class UniqueTable {
public:
    Session *find(int id)
    {
        std::lock_guard g(m_);
        auto it = map_.find(id);
        return it == map_.end() ? nullptr : it->second.get();
    }
    void reap()
    {
        const auto limit = Clock::now() - 5min;
        std::lock_guard g(m_);
        std::erase_if(map_, [limit](const auto &e) { return e.second->last_active < limit; }); // EXPECT: timestamp-cleanup
    }
private:
    std::mutex m_;
    std::unordered_map<int, std::unique_ptr<Session>> map_;
};

class SharedTable {
public:
    std::shared_ptr<Session> find(int id)
    {
        std::lock_guard g(m_);
        auto it = map_.find(id);
        return it == map_.end() ? nullptr : it->second;
    }
    void reap()
    {
        const auto limit = Clock::now() - 5min;
        std::lock_guard g(m_);
        std::erase_if(map_, [limit](const auto &e) { return e.second->last_active < limit; });
    }
    void hang_up()
    {
        std::lock_guard g(m_);
        for (auto &[id, s] : map_)
            if (Clock::now() - s->last_active > 5min)
                ::close(std::exchange(s->fd, -1)); // EXPECT: timestamp-cleanup
    }
    void hang_up_unshared()
    {
        std::lock_guard g(m_);
        for (auto &[id, s] : map_)
            if (s.use_count() == 1 && Clock::now() - s->last_active > 5min)
                ::close(std::exchange(s->fd, -1));
    }
private:
    std::mutex m_;
    std::unordered_map<int, std::shared_ptr<Session>> map_;
};

class NameCache {
public:
    std::string get(const std::string &k) { std::lock_guard g(m_); return map_[k].value; }
    void expire()
    {
        std::lock_guard g(m_);
        std::erase_if(map_, [now = Clock::now()](const auto &e) { return now - e.second.stored > 60s; });
    }
private:
    struct Entry { std::string value; Clock::time_point stored = Clock::now(); };
    std::mutex m_;
    std::unordered_map<std::string, Entry> map_;
};

int main()
{
    RawTable r;
    UniqueTable u;
    SharedTable s;
    NameCache n;
    std::jthread io([&] {
        if (auto *p = u.find(1)) p->buffer += "x";
        if (auto *p = r.checkout(2)) { p->buffer += "x"; r.checkin(p); }
        if (auto p = s.find(1)) p->buffer += "x";
        n.get("host");
    });
    std::jthread reaper([&] { r.reap(); r.reap_unused(); u.reap(); s.reap(); s.hang_up(); s.hang_up_unshared(); n.expire(); });
}
