// RUN: %tocsin %s
// STD: c++20
// p21: things that several threads use are taken away; container, selection and order of steps vary.
#include <unistd.h>

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

using Clock = std::chrono::steady_clock;
using namespace std::chrono_literals;
namespace fs = std::filesystem;

struct Segment {
    fs::path file;
    Clock::time_point sealed;
    uint64_t generation = 0;
    int users = 0;
};

class Segments {
public:
    Segment* acquire(const std::string& name)
    {
        std::lock_guard<std::mutex> hold(mu_);
        auto it = all_.find(name);
        if (it == all_.end())
            return nullptr;
        ++it->second.users;
        return &it->second;
    }
    void release(Segment* s)
    {
        std::lock_guard<std::mutex> hold(mu_);
        --s->users;
    }

    // chosen under the lock, removed later
    void drop_01()
    {
        std::vector<fs::path> old;
        {
            std::lock_guard<std::mutex> hold(mu_);
            for (const auto& [name, s] : all_)
                if (Clock::now() - s.sealed > 1h)
                    old.push_back(s.file);
        }
        for (const auto& file : old)
            fs::remove(file); // EXPECT: timestamp-cleanup
    }

    // taken out of the map under the lock, removed later
    void drop_02()
    {
        std::vector<fs::path> old;
        {
            std::lock_guard<std::mutex> hold(mu_);
            for (auto it = all_.begin(); it != all_.end();) {
                if (Clock::now() - it->second.sealed > 1h && it->second.users == 0) {
                    old.push_back(it->second.file);
                    it = all_.erase(it);
                } else {
                    ++it;
                }
            }
        }
        for (const auto& file : old)
            fs::remove(file);
    }

    // an older generation
    void drop_03(uint64_t newest)
    {
        std::lock_guard<std::mutex> hold(mu_);
        for (auto& [name, s] : all_)
            if (s.generation < newest)
                fs::remove(s.file); // EXPECT-MISS: timestamp-cleanup
    }
    void drop_04(uint64_t newest)
    {
        std::lock_guard<std::mutex> hold(mu_);
        for (auto& [name, s] : all_)
            if (s.users == 0 && s.generation < newest)
                fs::remove(s.file);
    }

    // two ages
    void drop_05()
    {
        const auto now = Clock::now();
        std::lock_guard<std::mutex> hold(mu_);
        for (auto& [name, s] : all_) {
            if (s.users > 0 && now - s.sealed < 6h)
                continue;
            if (now - s.sealed < 1h)
                continue;
            fs::remove(s.file); // EXPECT: timestamp-cleanup
        }
    }

private:
    std::mutex mu_;
    std::map<std::string, Segment> all_;
};

struct Session {
    explicit Session(int d) : fd(d) {}
    ~Session() { ::close(fd); }
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;
    int fd;
    Clock::time_point opened = Clock::now();
};

class Sessions {
public:
    Session* find(int id)
    {
        std::lock_guard<std::mutex> hold(mu_);
        auto it = open_.find(id);
        return it == open_.end() ? nullptr : it->second.get();
    }
    std::shared_ptr<Session> share(int id)
    {
        std::lock_guard<std::mutex> hold(mu_);
        auto it = shared_.find(id);
        return it == shared_.end() ? nullptr : it->second;
    }
    void reap_01()
    {
        std::lock_guard<std::mutex> hold(mu_);
        std::erase_if(open_, [](const auto& e) { return Clock::now() - e.second->opened > 10min; }); // EXPECT: timestamp-cleanup
    }
    void reap_02()
    {
        std::lock_guard<std::mutex> hold(mu_);
        std::erase_if(shared_, [](const auto& e) { return Clock::now() - e.second->opened > 10min; });
    }
    void forget_03()
    {
        std::lock_guard<std::mutex> hold(mu_);
        std::erase_if(failures_, [](const auto& e) { return Clock::now() - e.second > 1min; });
    }

private:
    std::mutex mu_;
    std::map<int, std::unique_ptr<Session>> open_;
    std::map<int, std::shared_ptr<Session>> shared_;
    std::map<int, Clock::time_point> failures_;
};

void keep_house(Segments& segments, Sessions& sessions)
{
    static std::jthread cleaner([&](std::stop_token stop) {
        while (!stop.stop_requested()) {
            segments.drop_01();
            segments.drop_02();
            segments.drop_03(7);
            segments.drop_04(7);
            segments.drop_05();
            sessions.reap_01();
            sessions.reap_02();
            sessions.forget_03();
            std::this_thread::sleep_for(1s);
        }
    });
}
