// RUN: %tocsin %s
// STD: c++20
// Presence and shared room state of the chat gateway.
#include <atomic>
#include <condition_variable>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

class Connection {
public:
    explicit Connection(int fd) : fd_(fd) {}
    void send(const std::string &line) {
        std::lock_guard<std::mutex> g(out_mu_);
        outbox_ += line;
        outbox_ += '\n';
    }
    int fd() const { return fd_; }

private:
    const int fd_;
    std::mutex out_mu_;
    std::string outbox_;
};

struct RoomState {
    std::string topic;
    std::vector<std::string> members;
};

class Room {
public:
    // Readers keep the snapshot they got; writers replace it or edit it in place.
    std::shared_ptr<const RoomState> snapshot() const {
        std::lock_guard<std::mutex> g(mu_);
        return state_;
    }

    void setTopic(const std::string &t) {
        std::lock_guard<std::mutex> g(mu_);
        auto next = std::make_shared<RoomState>(*state_);
        next->topic = t;
        state_ = std::move(next);
    }

    void join(const std::string &nick) {
        if (state_.use_count() == 1)
            state_->members.push_back(nick); // EXPECT: check-then-act
        else
            replaceWith(nick);
    }

private:
    void replaceWith(const std::string &nick) {
        std::lock_guard<std::mutex> g(mu_);
        auto next = std::make_shared<RoomState>(*state_);
        next->members.push_back(nick);
        state_ = std::move(next);
    }

    mutable std::mutex mu_;
    std::shared_ptr<RoomState> state_ = std::make_shared<RoomState>();
};

class Dispatcher {
public:
    explicit Dispatcher(unsigned n) {
        for (unsigned i = 0; i < n; ++i)
            threads_.emplace_back([this] { loop(); });
    }
    ~Dispatcher() {
        {
            std::lock_guard<std::mutex> g(mu_);
            stop_ = true;
        }
        cv_.notify_all();
        for (auto &t : threads_)
            t.join();
    }
    void post(std::function<void()> fn) {
        {
            std::lock_guard<std::mutex> g(mu_);
            q_.push_back(std::move(fn));
        }
        cv_.notify_one();
    }

    void deliver(std::weak_ptr<Connection> to, std::string text) {
        post([to = std::move(to), text = std::move(text)] {
            if (!to.expired())
                to.lock()->send(text); // EXPECT: check-then-act
        });
    }

    void ping(std::weak_ptr<Connection> to) {
        post([to = std::move(to)] {
            if (auto c = to.lock())
                c->send("PING");
        });
    }

private:
    void loop() {
        std::unique_lock<std::mutex> lk(mu_);
        while (true) {
            cv_.wait(lk, [this] { return stop_ || !q_.empty(); });
            if (q_.empty())
                return;
            auto fn = std::move(q_.front());
            q_.pop_front();
            lk.unlock();
            fn();
            lk.lock();
        }
    }
    std::mutex mu_;
    std::condition_variable cv_;
    std::deque<std::function<void()>> q_;
    bool stop_ = false;
    std::vector<std::thread> threads_;
};

int main() {
    Room lobby;
    Dispatcher d(4);
    for (int i = 0; i < 100; ++i) {
        auto c = std::make_shared<Connection>(i);
        d.deliver(c, "hello");
        d.ping(c);
        d.post([&lobby, i] { lobby.join("user" + std::to_string(i)); });
        d.post([&lobby, c] { c->send(lobby.snapshot()->topic); });
    }
}
