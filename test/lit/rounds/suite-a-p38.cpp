// RUN: %tocsin %s
// STD: c++20
// Retention in objects and trees.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <unistd.h>
#include <vector>

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

void s01(const fs::path& dir, std::chrono::hours keep)
{
    const auto now = fs::file_time_type::clock::now();
    for (const auto& e : fs::directory_iterator(dir))
        if (now - e.last_write_time() > keep)
            fs::remove_all(e.path()); // EXPECT: timestamp-cleanup
}

void s02(const fs::path& p, std::chrono::hours keep)
{
    std::error_code ec;
    const auto t = fs::last_write_time(p, ec);
    if (ec || t + keep > fs::file_time_type::clock::now())
        return;
    fs::remove(p, ec); // EXPECT: timestamp-cleanup
}

void s03(std::vector<fs::path> v, std::size_t keep)
{
    std::sort(v.begin(), v.end(), [](const fs::path& a, const fs::path& b) { return fs::last_write_time(a) > fs::last_write_time(b); });
    for (std::size_t i = keep; i < v.size(); ++i)
        fs::remove_all(v[i]); // EXPECT: timestamp-cleanup
}

struct Link {
    explicit Link(int f) : fd(f), created(Clock::now()) {}
    Link(const Link&) = delete;
    Link& operator=(const Link&) = delete;
    ~Link() { ::close(fd); }
    int fd;
    int pending = 0;
    Clock::time_point created;
};

class Hub {
public:
    Link* open(int id, int fd)
    {
        std::lock_guard<std::mutex> g(mu_);
        auto& l = links_[id];
        if (!l)
            l = std::make_unique<Link>(fd);
        return l.get();
    }
    void begin(int id)
    {
        std::lock_guard<std::mutex> g(mu_);
        const auto it = links_.find(id);
        if (it != links_.end())
            ++it->second->pending;
    }
    void s04(Clock::duration keep)
    {
        std::lock_guard<std::mutex> g(mu_);
        for (auto it = links_.begin(); it != links_.end();) {
            if (Clock::now() - it->second->created > keep) {
                it = links_.erase(it); // EXPECT: timestamp-cleanup
            } else {
                ++it;
            }
        }
    }
    void s05(Clock::duration keep)
    {
        std::lock_guard<std::mutex> g(mu_);
        for (auto it = links_.begin(); it != links_.end();) {
            if (it->second->pending == 0 && Clock::now() - it->second->created > keep) {
                it = links_.erase(it);
            } else {
                ++it;
            }
        }
    }

private:
    std::mutex mu_;
    std::map<int, std::unique_ptr<Link>> links_;
};

class Builds {
public:
    void use(const std::string& d)
    {
        std::lock_guard<std::mutex> g(mu_);
        active_.insert(d);
    }
    void done(const std::string& d)
    {
        std::lock_guard<std::mutex> g(mu_);
        active_.erase(d);
    }
    void s06(const fs::path& root, std::chrono::hours keep)
    {
        const auto now = fs::file_time_type::clock::now();
        std::lock_guard<std::mutex> g(mu_);
        for (const auto& e : fs::directory_iterator(root)) {
            if (active_.count(e.path().string()))
                continue;
            if (now - e.last_write_time() > keep)
                fs::remove_all(e.path());
        }
    }

private:
    std::mutex mu_;
    std::set<std::string> active_;
};

class Answers {
public:
    void s07(Clock::time_point now)
    {
        std::lock_guard<std::mutex> g(mu_);
        std::erase_if(m_, [now](const auto& kv) { return kv.second < now; });
    }
    void put(const std::string& k, Clock::time_point until)
    {
        std::lock_guard<std::mutex> g(mu_);
        m_[k] = until;
    }

private:
    std::mutex mu_;
    std::map<std::string, Clock::time_point> m_;
};

int s08(const fs::path& dir, std::chrono::hours keep)
{
    int n = 0;
    const auto now = fs::file_time_type::clock::now();
    for (const auto& e : fs::directory_iterator(dir))
        n += now - e.last_write_time() > keep;
    return n;
}

int main(int argc, char** argv)
{
    if (argc < 2)
        return 1;
    Hub h;
    Builds b;
    Answers a;
    std::thread t([&] {
        Link* l = h.open(1, 3);
        h.begin(1);
        std::printf("%d\n", l->fd);
        b.use(argv[1]);
        b.done(argv[1]);
        a.put("k", Clock::now());
    });
    h.s04(std::chrono::hours(1));
    h.s05(std::chrono::hours(1));
    b.s06(argv[1], std::chrono::hours(1));
    a.s07(Clock::now());
    t.join();
}
