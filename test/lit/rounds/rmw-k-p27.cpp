// RUN: %tocsin %s
// STD: c++20
// presence_hub.cpp - chat presence; all hub state lives on the event loop thread
#include <cassert>
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <unordered_map>
#include <vector>

class EventLoop {
public:
    using Task = std::function<void()>;

    void post(Task t) {
        {
            std::lock_guard<std::mutex> g(mu_);
            tasks_.push_back(std::move(t));
        }
        cv_.notify_one();
    }

    void run() {
        owner_ = std::this_thread::get_id();
        for (;;) {
            Task t;
            {
                std::unique_lock<std::mutex> lk(mu_);
                cv_.wait(lk, [this] { return quit_ || !tasks_.empty(); });
                if (tasks_.empty())
                    return;
                t = std::move(tasks_.front());
                tasks_.pop_front();
            }
            t();
        }
    }

    void quit() {
        std::lock_guard<std::mutex> g(mu_);
        quit_ = true;
        cv_.notify_all();
    }

    bool inLoopThread() const { return std::this_thread::get_id() == owner_; }

private:
    std::mutex mu_;
    std::condition_variable cv_;
    std::deque<Task> tasks_;
    bool quit_ = false;
    std::thread::id owner_;
};

struct Member {
    std::string nick;
    int connections = 0;
};

class PresenceHub {
public:
    explicit PresenceHub(EventLoop& loop) : loop_(loop) {}

    // callable from any thread
    void notifyJoin(std::string user) {
        loop_.post([this, u = std::move(user)] { join(u); });
    }
    void notifyLeave(std::string user) {
        loop_.post([this, u = std::move(user)] { leave(u); });
    }

private:
    void join(const std::string& user) {
        assert(loop_.inLoopThread());
        if (members_.find(user) == members_.end()) {
            members_[user] = Member{user, 0};
            online_++;
            if (online_ > peak_)
                peak_ = online_;
        }
        members_[user].connections++;
        events_ = events_ + 1;
    }

    void leave(const std::string& user) {
        assert(loop_.inLoopThread());
        auto it = members_.find(user);
        if (it == members_.end())
            return;
        if (--it->second.connections == 0) {
            members_.erase(it);
            online_--;
        }
        events_ = events_ + 1;
    }

    EventLoop& loop_;
    std::unordered_map<std::string, Member> members_;
    unsigned online_ = 0;
    unsigned peak_ = 0;
    unsigned long events_ = 0;
};

bool readLine(int fd, std::string& out);

void runHub(const std::vector<int>& fds) {
    EventLoop loop;
    PresenceHub hub(loop);
    std::thread loopThread([&] { loop.run(); });
    std::vector<std::thread> readers;
    for (int fd : fds)
        readers.emplace_back([&hub, fd] {
            std::string line;
            while (readLine(fd, line)) {
                if (line.rfind("JOIN ", 0) == 0)
                    hub.notifyJoin(line.substr(5));
                else if (line.rfind("QUIT ", 0) == 0)
                    hub.notifyLeave(line.substr(5));
            }
        });
    for (auto& r : readers)
        r.join();
    loop.quit();
    loopThread.join();
}
