// RUN: %tocsin %s
// STD: c++20
// Live stream origin: playlists, segment rings and their viewers.
#include <cstdio>
#include <ctime>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <unistd.h>
#include <vector>

namespace origin {

class ScopedLock {
public:
    explicit ScopedLock(std::mutex& m) : m_(m) { m_.lock(); }
    ~ScopedLock() { m_.unlock(); }
    ScopedLock(const ScopedLock&) = delete;

private:
    std::mutex& m_;
};

struct Ring {
    int fd = -1;
    unsigned viewers = 0;
    std::time_t lastSegment = 0;
    std::vector<char> tail;
};

struct Stream {
    std::string name;
    Ring* live = nullptr;
    Ring* dvr = nullptr;
};

class Origin {
public:
    void publish(const std::string& name, int liveFd, int dvrFd)
    {
        ScopedLock l(mu_);
        Stream& s = streams_[name];
        s.name = name;
        s.live = new Ring{liveFd, 0, std::time(nullptr), {}};
        s.dvr = new Ring{dvrFd, 0, std::time(nullptr), {}};
    }

    Ring* watch(const std::string& name, bool dvr)
    {
        ScopedLock l(mu_);
        auto it = streams_.find(name);
        if (it == streams_.end())
            return nullptr;
        Ring* r = dvr ? it->second.dvr : it->second.live;
        if (r)
            ++r->viewers;
        return r;
    }

    void leave(Ring* r)
    {
        ScopedLock l(mu_);
        --r->viewers;
    }

    void segment(const std::string& name, const char* data, std::size_t n)
    {
        ScopedLock l(mu_);
        auto it = streams_.find(name);
        if (it == streams_.end())
            return;
        for (Ring* r : {it->second.live, it->second.dvr}) {
            if (!r)
                continue;
            r->tail.assign(data, data + n);
            r->lastSegment = std::time(nullptr);
        }
    }

    void trimLive(std::time_t quiet)
    {
        ScopedLock l(mu_);
        const std::time_t now = std::time(nullptr);
        for (auto& [name, s] : streams_) {
            Ring* r = s.live;
            if (!r)
                continue;
            if (r->viewers == 0 || now - r->lastSegment > quiet) { // EXPECT: wall-clock-interval
                s.live = nullptr;
                discard(r); // EXPECT: timestamp-cleanup
            }
        }
    }

    void trimDvr(std::time_t quiet)
    {
        ScopedLock l(mu_);
        const std::time_t now = std::time(nullptr);
        for (auto& [name, s] : streams_) {
            Ring* r = s.dvr;
            if (!r || (s.live && s.live->viewers != 0))
                continue;
            if (now - r->lastSegment > quiet) { // EXPECT-MISS: wall-clock-interval
                s.dvr = nullptr;
                discard(r); // EXPECT: timestamp-cleanup
            }
        }
    }

private:
    static void discard(Ring* r)
    {
        ::close(r->fd);
        delete r;
    }

    std::mutex mu_;
    std::map<std::string, Stream> streams_;
};

bool copyTail(Origin& o, const std::string& name, std::vector<char>& out)
{
    Ring* r = o.watch(name, true);
    if (!r)
        return false;
    out = r->tail;
    o.leave(r);
    return true;
}

} // namespace origin
