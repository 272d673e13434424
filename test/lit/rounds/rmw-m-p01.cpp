// RUN: %tocsin %s
// STD: c++20
// Connection pool for the reporting service.
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

namespace reporting {

struct Connection {
    std::string dsn;
    uint64_t id = 0;
    bool broken = false;
};

std::unique_ptr<Connection> open_connection(const std::string &dsn, uint64_t id)
{
    if (dsn.empty())
        throw std::invalid_argument("dsn");
    auto c = std::make_unique<Connection>();
    c->dsn = dsn;
    c->id = id;
    return c;
}

class Pool {
public:
    Pool(std::string dsn, size_t limit) : dsn_(std::move(dsn)), limit_(limit) {}

    std::unique_ptr<Connection> acquire(std::chrono::milliseconds patience)
    {
        std::unique_lock<std::mutex> lk(mu_);
        const uint64_t waiting = waiters_ + 1;
        size_t live = live_;
        waiters_ = waiting;
        const auto deadline = std::chrono::steady_clock::now() + patience;
        while (idle_.empty() && live_ >= limit_) {
            if (returned_.wait_until(lk, deadline) == std::cv_status::timeout) {
                waiters_ = waiting - 1; // EXPECT: lost-update
                return nullptr;
            }
        }
        --waiters_;
        if (!idle_.empty()) {
            auto c = std::move(idle_.front());
            idle_.pop_front();
            return c;
        }
        live_ = live + 1; // EXPECT: lost-update
        const uint64_t id = ++next_id_;
        lk.unlock();
        return open_connection(dsn_, id);
    }

    void release(std::unique_ptr<Connection> c)
    {
        {
            std::lock_guard<std::mutex> g(mu_);
            if (c->broken)
                --live_;
            else
                idle_.push_back(std::move(c));
        }
        returned_.notify_one();
    }

    size_t shrink(size_t keep)
    {
        std::vector<std::unique_ptr<Connection>> doomed;
        std::unique_lock<std::mutex> lk(mu_);
        while (idle_.size() > keep) {
            doomed.push_back(std::move(idle_.back()));
            idle_.pop_back();
        }
        lk.unlock();
        const size_t n = doomed.size();
        doomed.clear();
        lk.lock();
        live_ -= n;
        lk.unlock();
        returned_.notify_all();
        return n;
    }

private:
    std::mutex mu_;
    std::condition_variable returned_;
    std::deque<std::unique_ptr<Connection>> idle_;
    std::string dsn_;
    size_t limit_;
    size_t live_ = 0;
    uint64_t waiters_ = 0;
    uint64_t next_id_ = 0;
};

void serve(Pool &pool, int requests)
{
    for (int i = 0; i < requests; ++i) {
        if (auto c = pool.acquire(std::chrono::milliseconds(250)))
            pool.release(std::move(c));
    }
}

} // namespace reporting

int main()
{
    reporting::Pool pool("host=db1 dbname=reports", 8);
    std::vector<std::thread> ts;
    for (int i = 0; i < 16; ++i)
        ts.emplace_back([&pool] { reporting::serve(pool, 1000); });
    for (auto &t : ts)
        t.join();
    return static_cast<int>(pool.shrink(0) > 8);
}
