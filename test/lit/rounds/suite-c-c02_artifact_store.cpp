// RUN: %tocsin %s
// STD: c++20
// Artifacts on disk behind an index; readers hold them by counting themselves in.
#include <algorithm>
#include <chrono>
#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;
using namespace std::chrono_literals;

struct Artifact {
    fs::path path;
    Clock::time_point built;
    int readers = 0;
    bool pinned = false;
    bool expired(Clock::time_point now) const { return now - built > 1h; }
};

class Store {
public:
    fs::path open(const std::string &id)
    {
        std::lock_guard g(m_);
        auto &a = items_[id];
        ++a.readers;
        return a.path;
    }
    void close(const std::string &id)
    {
        std::lock_guard g(m_);
        --items_[id].readers;
    }
    void pin(const std::string &id, bool on)
    {
        std::lock_guard g(m_);
        items_[id].pinned = on;
    }
    void loop(Clock::time_point now)
    {
        std::lock_guard g(m_);
        for (auto &[id, a] : items_)
            if (now - a.built > 1h)
                fs::remove(a.path); // EXPECT: timestamp-cleanup
    }
    void loop_counted(Clock::time_point now)
    {
        std::lock_guard g(m_);
        for (auto &[id, a] : items_)
            if (now - a.built > 1h && a.readers == 0)
                fs::remove(a.path);
    }
    void member_predicate(Clock::time_point now)
    {
        std::lock_guard g(m_);
        for (auto it = items_.begin(); it != items_.end();) {
            if (!it->second.expired(now)) {
                ++it;
                continue;
            }
            fs::remove_all(it->second.path); // EXPECT: timestamp-cleanup
            it = items_.erase(it);
        }
    }
    void member_predicate_nested(Clock::time_point now)
    {
        std::lock_guard g(m_);
        for (auto it = items_.begin(); it != items_.end();) {
            if (it->second.expired(now)) {
                if (it->second.readers == 0) {
                    fs::remove_all(it->second.path);
                    it = items_.erase(it);
                    continue;
                }
            }
            ++it;
        }
    }
    void lambda_predicate(Clock::time_point now)
    {
        const auto old = [now](const Artifact &a) { return a.built + 2h < now; };
        std::lock_guard g(m_);
        for (auto &entry : items_)
            if (old(entry.second))
                discard(entry.second); // EXPECT: timestamp-cleanup
    }
    void lambda_predicate_pinned(Clock::time_point now)
    {
        const auto idle = [now](const Artifact &a) {
            return !a.pinned && a.readers == 0 && a.built + 2h < now;
        };
        std::lock_guard g(m_);
        for (auto &entry : items_)
            if (idle(entry.second))
                discard(entry.second);
    }
    void newest(size_t keep)
    {
        std::lock_guard g(m_);
        std::vector<Artifact *> order;
        for (auto &entry : items_)
            order.push_back(&entry.second);
        std::sort(order.begin(), order.end(), [](auto *a, auto *b) { return a->built > b->built; });
        for (size_t i = keep; i < order.size(); ++i)
            fs::remove(order[i]->path); // EXPECT: timestamp-cleanup
    }
    void newest_unread(size_t keep)
    {
        std::lock_guard g(m_);
        std::vector<Artifact *> order;
        for (auto &entry : items_)
            if (entry.second.readers == 0 && !entry.second.pinned)
                order.push_back(&entry.second);
        std::sort(order.begin(), order.end(), [](auto *a, auto *b) { return a->built > b->built; });
        for (size_t i = keep; i < order.size(); ++i)
            fs::remove(order[i]->path);
    }
private:
    static void discard(Artifact &a)
    {
        std::error_code ec;
        fs::remove_all(a.path, ec);
    }
    std::mutex m_;
    std::map<std::string, Artifact> items_;
};

int main()
{
    Store s;
    std::jthread reader([&s] { s.open("a"); s.pin("a", true); s.pin("a", false); s.close("a"); });
    std::jthread cleaner([&s] {
        const auto now = Clock::now();
        s.loop(now); s.loop_counted(now); s.member_predicate(now); s.member_predicate_nested(now);
        s.lambda_predicate(now); s.lambda_predicate_pinned(now); s.newest(8); s.newest_unread(8);
    });
}
