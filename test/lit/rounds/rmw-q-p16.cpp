// RUN: %tocsin %s
// STD: c++20
// Presence service: room state lives on one mailbox thread, everyone else posts to it.
#include <atomic>
#include <cassert>
#include <condition_variable>
#include <deque>
#include <functional>
#include <future>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace presence {

class Mailbox {
public:
    using Task = std::function<void()>;

    Mailbox() : runner_([this] { loop(); }) {}

    ~Mailbox() {
        close();
        runner_.join();
    }

    bool post(Task t) {
        {
            std::lock_guard lk(mu_);
            if (closed_)
                return false;
            tasks_.push_back(std::move(t));
        }
        wake_.notify_one();
        return true;
    }

    void close() {
        std::lock_guard lk(mu_);
        if (std::exchange(closed_, true))
            return;
        wake_.notify_all();
    }

    bool onLoop() const { return std::this_thread::get_id() == runner_.get_id(); }

private:
    void loop() {
        std::unique_lock lk(mu_);
        while (true) {
            wake_.wait(lk, [this] { return closed_ || !tasks_.empty(); });
            if (tasks_.empty())
                return;
            Task t = std::move(tasks_.front());
            tasks_.pop_front();
            lk.unlock();
            t();
            lk.lock();
        }
    }

    std::mutex mu_;
    std::condition_variable wake_;
    std::deque<Task> tasks_;
    bool closed_ = false;
    std::thread runner_;
};

struct Directory {
    std::map<std::string, std::string> displayNames;
    static std::unique_ptr<Directory> load() { return std::make_unique<Directory>(); }
};

class Rooms {
public:
    void join(std::string room, std::string user) {
        box_.post([this, room = std::move(room), user = std::move(user)] {
            assert(box_.onLoop());
            if (members_.find(room) == members_.end())
                members_[room] = 0;
            members_[room] = members_[room] + 1;
            if (members_[room] > busiest_)
                busiest_ = members_[room];
            lastUser_ = directory().displayNames.count(user) ? user : "guest:" + user;
            applied_.store(applied_.load(std::memory_order_relaxed) + 1, std::memory_order_release);
        });
    }

    void leave(std::string room) {
        box_.post([this, room = std::move(room)] {
            auto it = members_.find(room);
            if (it != members_.end() && --it->second == 0)
                members_.erase(it);
        });
    }

    std::future<int> busiest() {
        auto p = std::make_shared<std::promise<int>>();
        auto f = p->get_future();
        if (!box_.post([this, p] { p->set_value(busiest_); }))
            p->set_value(-1);
        return f;
    }

    std::uint64_t applied() const { return applied_.load(std::memory_order_acquire); }

    // Also used by the HTTP threads to render names.
    const Directory& directory() {
        Directory* d = dir_.load(std::memory_order_acquire);
        if (d == nullptr) {
            std::lock_guard lk(dirMu_);
            d = dir_.load(std::memory_order_relaxed);
            if (d == nullptr) {
                dirOwner_ = Directory::load();
                d = dirOwner_.get();
                dir_.store(d, std::memory_order_release);
            }
        }
        return *d;
    }

    bool announceOnce() { return !announced_.exchange(true); }

private:
    std::map<std::string, int> members_;
    int busiest_ = 0;
    std::string lastUser_;
    std::atomic<std::uint64_t> applied_{0};
    std::atomic<bool> announced_{false};
    std::atomic<Directory*> dir_{nullptr};
    std::mutex dirMu_;
    std::unique_ptr<Directory> dirOwner_;
    Mailbox box_;
};

int httpFront(Rooms& rooms, const std::vector<std::pair<std::string, std::string>>& hits) {
    std::vector<std::thread> front;
    std::atomic<int> banners{0};
    for (int t = 0; t < 4; ++t)
        front.emplace_back([&, t] {
            if (rooms.announceOnce())
                banners++;
            for (std::size_t i = static_cast<std::size_t>(t); i < hits.size(); i += 4) {
                rooms.join(hits[i].first, hits[i].second);
                if (rooms.directory().displayNames.count(hits[i].second) == 0)
                    rooms.leave(hits[i].first);
            }
        });
    for (auto& t : front)
        t.join();
    int total = banners;
    total = total + rooms.busiest().get();
    return total;
}

} // namespace presence
