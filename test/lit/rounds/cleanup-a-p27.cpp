// RUN: %tocsin %s
// STD: c++20
#include <unistd.h>

#include <chrono>
#include <functional>
#include <iostream>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

using Clock = std::chrono::steady_clock;

class BackendLink {
public:
    explicit BackendLink(int fd) : fd_(fd), opened_(Clock::now()) {}
    ~BackendLink() { ::close(fd_); }
    BackendLink(const BackendLink&) = delete;
    BackendLink& operator=(const BackendLink&) = delete;

    int fd() const { return fd_; }
    Clock::time_point opened() const { return opened_; }

    bool in_use = false;   // guarded by LinkPool::mu_

private:
    int fd_;
    Clock::time_point opened_;
};

class LinkPool {
public:
    using Dial = std::function<int()>;

    LinkPool(Dial dial, std::chrono::seconds max_age) : dial_(std::move(dial)), max_age_(max_age) {}

    BackendLink* checkout() {
        {
            std::lock_guard<std::mutex> lk(mu_);
            for (auto& link : links_) {
                if (!link->in_use) {
                    link->in_use = true;
                    return link.get();
                }
            }
        }
        const int fd = dial_();
        if (fd < 0)
            return nullptr;
        auto link = std::make_unique<BackendLink>(fd);
        link->in_use = true;
        std::lock_guard<std::mutex> lk(mu_);
        links_.push_back(std::move(link)); // EXPECT-NOISE: check-then-act
        return links_.back().get();
    }

    void checkin(BackendLink* link) {
        std::lock_guard<std::mutex> lk(mu_);
        link->in_use = false;
    }

    std::size_t recycle() {
        std::lock_guard<std::mutex> lk(mu_);
        const auto now = Clock::now();
        std::size_t closed = 0;
        for (auto it = links_.begin(); it != links_.end();) {
            if (now - (*it)->opened() > max_age_) {
                if (!(*it)->in_use) {
                    it = links_.erase(it);
                    ++closed;
                    continue;
                }
            }
            ++it;
        }
        return closed;
    }

private:
    Dial dial_;
    std::chrono::seconds max_age_;
    std::mutex mu_;
    std::list<std::unique_ptr<BackendLink>> links_;
};

static void work(LinkPool& pool) {
    for (int i = 0; i < 20; ++i) {
        if (BackendLink* link = pool.checkout()) {
            static const char ping[] = "PING\n";
            if (::write(link->fd(), ping, sizeof ping - 1) < 0)
                std::cerr << "write failed\n";
            pool.checkin(link);
        }
    }
}

int main() {
    LinkPool pool([] { return ::dup(STDOUT_FILENO); }, std::chrono::seconds(300));
    std::vector<std::thread> ts;
    for (int i = 0; i < 3; ++i)
        ts.emplace_back(work, std::ref(pool));
    std::cerr << pool.recycle() << " recycled\n";
    for (auto& t : ts)
        t.join();
}
