// RUN: %tocsin %s
// STD: c++20
// Push gateway: subscribers hold weak handles to sessions owned by the IO layer.
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <algorithm>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

class Session {
public:
    explicit Session(std::string peer) : peer_(std::move(peer)) {}
    void deliver(const std::string &msg)
    {
        std::lock_guard<std::mutex> g(m_);
        outbox_.push_back(msg);
    }
    const std::string &peer() const { return peer_; }

private:
    const std::string peer_;
    std::mutex m_;
    std::vector<std::string> outbox_;
};

struct Payload {
    std::string body;
    std::vector<std::string> tags;
};

class Topic {
public:
    void subscribe(const std::shared_ptr<Session> &s)
    {
        std::lock_guard<std::mutex> g(m_);
        subs_.push_back(s);
    }

    void broadcast(const std::string &msg)
    {
        std::vector<std::weak_ptr<Session>> copy;
        {
            std::lock_guard<std::mutex> g(m_);
            copy = subs_;
        }
        for (auto &w : copy) {
            if (!w.expired())
                w.lock()->deliver(msg); // EXPECT: check-then-act
        }
    }

    void broadcastUrgent(const std::string &msg)
    {
        std::lock_guard<std::mutex> g(m_);
        for (auto &w : subs_) {
            if (auto s = w.lock())
                s->deliver("!" + msg);
        }
        std::erase_if(subs_, [](const std::weak_ptr<Session> &w) { return w.expired(); });
    }

    std::shared_ptr<Payload> snapshot() const
    {
        std::lock_guard<std::mutex> g(m_);
        return retained_;
    }

    void retainTag(const std::string &tag)
    {
        std::shared_ptr<Payload> p = snapshot();
        if (p.use_count() == 2) {
            p->tags.push_back(tag); // EXPECT-MISS: check-then-act
            return;
        }
        auto fresh = std::make_shared<Payload>(*p);
        fresh->tags.push_back(tag);
        std::lock_guard<std::mutex> g(m_);
        retained_ = std::move(fresh); // EXPECT: lost-update
    }

private:
    mutable std::mutex m_;
    std::vector<std::weak_ptr<Session>> subs_;
    std::shared_ptr<Payload> retained_ = std::make_shared<Payload>();
};

int main()
{
    boost::asio::io_context io;
    Topic prices;
    std::vector<std::shared_ptr<Session>> sessions;
    for (int i = 0; i < 64; ++i) {
        sessions.push_back(std::make_shared<Session>("10.0.0." + std::to_string(i)));
        prices.subscribe(sessions.back());
    }
    for (int i = 0; i < 1000; ++i) {
        boost::asio::post(io, [&prices, i] { prices.broadcast("tick " + std::to_string(i)); });
        boost::asio::post(io, [&prices, i] { prices.retainTag("t" + std::to_string(i)); });
        if (i % 100 == 0)
            boost::asio::post(io, [&prices] { prices.broadcastUrgent("halt"); });
    }
    std::thread reaper([&sessions] { sessions.clear(); });
    std::vector<std::thread> pool;
    for (int i = 0; i < 4; ++i)
        pool.emplace_back([&io] { io.run(); });
    for (auto &t : pool)
        t.join();
    reaper.join();
}
