// RUN: %tocsin %s
// STD: c++20
// Chat relay: event loop confined channel state, worker side statistics.
#include <cassert>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <semaphore>
#include <string>
#include <thread>
#include <vector>

namespace relay {

class SpinWithOwner {
public:
    void enter() { impl_.lock(); }
    void leave() { impl_.unlock(); }

private:
    std::mutex impl_;
};

class Hold {
public:
    explicit Hold(SpinWithOwner& s) : s_(s) { s_.enter(); }
    ~Hold() { s_.leave(); }
    Hold(const Hold&) = delete;
    Hold& operator=(const Hold&) = delete;

private:
    SpinWithOwner& s_;
};

class EventLoop {
public:
    EventLoop() : thread_([this] { run(); }) {}
    ~EventLoop() {
        post(nullptr);
        thread_.join();
    }

    void post(std::function<void()> f) {
        {
            std::lock_guard<std::mutex> lk(mu_);
            tasks_.push_back(std::move(f));
        }
        cv_.notify_one();
    }

    bool inLoopThread() const { return std::this_thread::get_id() == thread_.get_id(); }

private:
    void run() {
        for (;;) {
            std::function<void()> f;
            {
                std::unique_lock<std::mutex> lk(mu_);
                cv_.wait(lk, [this] { return !tasks_.empty(); });
                f = std::move(tasks_.front());
                tasks_.pop_front();
            }
            if (!f)
                return;
            f();
        }
    }

    std::mutex mu_;
    std::condition_variable cv_;
    std::deque<std::function<void()>> tasks_;
    std::thread thread_;
};

class Channel : public std::enable_shared_from_this<Channel> {
public:
    explicit Channel(EventLoop& loop) : loop_(loop) {}

    void publish(std::string user, std::string text) {
        auto self = shared_from_this();
        loop_.post([self, user = std::move(user), text = std::move(text)] {
            self->deliver(user, text);
        });
        Hold h(statLock_);
        ++published_;
    }

    std::uint64_t published() {
        Hold h(statLock_);
        return published_;
    }

    // Bans outlive the loop and are edited by the moderation threads.
    bool ban(const std::string& user) {
        banSem_.acquire();
        const bool fresh = bans_.find(user) == bans_.end();
        if (fresh)
            bans_[user] = ++banSerial_;
        banSem_.release();
        return fresh;
    }

private:
    void deliver(const std::string& user, const std::string& text) {
        assert(loop_.inLoopThread());
        auto it = history_.find(user);
        if (it == history_.end())
            it = history_.emplace(user, std::deque<std::string>{}).first;
        it->second.push_back(text);
        if (it->second.size() > 100)
            it->second.pop_front();
        bytes_ += text.size();
        if (bytes_ > peak_)
            peak_ = bytes_;
    }

    EventLoop& loop_;
    std::map<std::string, std::deque<std::string>> history_; // loop thread
    std::size_t bytes_ = 0;                                  // loop thread
    std::size_t peak_ = 0;                                   // loop thread

    SpinWithOwner statLock_;
    std::uint64_t published_ = 0;

    std::binary_semaphore banSem_{1};
    std::map<std::string, std::uint64_t> bans_;
    std::uint64_t banSerial_ = 0;
};

std::uint64_t replay(std::shared_ptr<Channel> ch, const std::vector<std::string>& lines, unsigned n) {
    thread_local std::uint64_t replays = 0;
    {
        std::vector<std::jthread> pool;
        for (unsigned i = 0; i < n; ++i)
            pool.emplace_back([ch, lines = std::vector<std::string>(lines), i]() mutable {
                for (auto& l : lines) {
                    l += "\n";
                    ch->publish("replay" + std::to_string(i), l);
                }
            });
    }
    return ++replays;
}

} // namespace relay
