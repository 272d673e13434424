// STD: c++20
#include "connection.h"

#include <atomic>
#include <condition_variable>
#include <cstdio>
#include <deque>
#include <thread>
#include <vector>

namespace {

struct Push {
    int conn;
    std::string body;
};

class PushQueue {
public:
    void put(Push p) {
        {
            std::lock_guard lk(mu_);
            q_.push_back(std::move(p));
        }
        cv_.notify_one();
    }
    bool take(Push &p, const std::atomic<bool> &stop) {
        std::unique_lock lk(mu_);
        cv_.wait_for(lk, std::chrono::milliseconds(200), [&] { return !q_.empty() || stop; });
        if (q_.empty())
            return false;
        p = std::move(q_.front());
        q_.pop_front();
        return true;
    }

private:
    std::mutex mu_;
    std::condition_variable cv_;
    std::deque<Push> q_;
};

void deliver(gw::ConnectionTable &table, PushQueue &q, const std::atomic<bool> &stop) {
    Push p;
    while (!stop) {
        if (!q.take(p, stop))
            continue;
        gw::Connection *c = table.find(p.conn);
        if (c && !c->send(p.body))
            std::fprintf(stderr, "push to %d failed\n", p.conn);
    }
}

} // namespace

int main() {
    gw::ConnectionTable table;
    PushQueue queue;
    std::atomic<bool> stop{false};
    std::vector<std::thread> pool;
    for (int i = 0; i < 4; ++i)
        pool.emplace_back([&] { deliver(table, queue, stop); });
    int id = table.add(std::make_unique<gw::Connection>(::dup(1)));
    queue.put({id, "hello\n"});
    for (int tick = 0; tick < 10; ++tick) {
        std::this_thread::sleep_for(std::chrono::seconds(1));
        auto n = table.reap(std::chrono::minutes(30));
        std::printf("reaped %zu, open %zu\n", n, table.size());
    }
    stop = true;
    for (auto &t : pool)
        t.join();
}
