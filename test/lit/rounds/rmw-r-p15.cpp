// RUN: %tocsin %s
// STD: c++20
// Relay room server: rooms live on one loop thread, network threads post to it.
#include <condition_variable>
#include <cstdint>
#include <cstdlib>
#include <functional>
#include <future>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace relay {

class Loop {
public:
    using Task = std::function<void()>;

    Loop() : thread_([this] { run(); }) {}
    ~Loop() {
        post([this] { quit_ = true; });
        thread_.join();
    }
    Loop(const Loop&) = delete;
    Loop& operator=(const Loop&) = delete;

    void post(Task t) {
        bool wake;
        {
            std::lock_guard<std::mutex> g(m_);
            wake = inbox_.empty();
            inbox_.push_back(std::move(t));
        }
        if (wake)
            cv_.notify_one();
    }

    bool inLoop() const { return std::this_thread::get_id() == thread_.get_id(); }

private:
    void run() {
        std::vector<Task> batch;
        while (!quit_) {
            {
                std::unique_lock<std::mutex> lk(m_);
                cv_.wait(lk, [this] { return !inbox_.empty(); });
                batch.swap(inbox_);
            }
            for (auto& t : batch)
                t();
            batch.clear();
        }
    }

    std::mutex m_;
    std::condition_variable cv_;
    std::vector<Task> inbox_;
    bool quit_ = false;        // loop thread only
    std::thread thread_;
};

struct Room {
    std::uint64_t members = 0;
    std::uint64_t messages = 0;
};

// All state below belongs to the loop thread; public calls hop there.
class Rooms {
public:
    explicit Rooms(Loop& loop) : loop_(loop) {}

    void join(std::string name) {
        loop_.post([this, name = std::move(name)] { doJoin(name); });
    }

    void leave(std::string name) {
        loop_.post([this, name = std::move(name)] { doLeave(name); });
    }

    void say(std::string name, std::size_t n) {
        loop_.post([this, name = std::move(name), n] {
            auto it = rooms_.find(name);
            if (it != rooms_.end())
                it->second.messages += n;
            total_ += n;
        });
    }

    std::uint64_t total() {
        auto p = std::make_shared<std::promise<std::uint64_t>>();
        auto f = p->get_future();
        loop_.post([this, p] { p->set_value(total_); });
        return f.get();
    }

private:
    void requireLoop() const {
        if (!loop_.inLoop())
            std::abort();
    }

    void doJoin(const std::string& name) {
        requireLoop();
        if (rooms_.find(name) == rooms_.end()) {
            if (rooms_.size() >= maxRooms_)
                return;
            rooms_[name] = Room{};
            ++opened_;
        }
        ++rooms_[name].members;
    }

    void doLeave(const std::string& name) {
        requireLoop();
        auto it = rooms_.find(name);
        if (it == rooms_.end())
            return;
        if (--it->second.members == 0) {
            rooms_.erase(it);
            --opened_;
        }
    }

    Loop& loop_;
    std::map<std::string, Room> rooms_;
    std::size_t maxRooms_ = 64;
    std::size_t opened_ = 0;
    std::uint64_t total_ = 0;
};

} // namespace relay

int main() {
    relay::Loop loop;
    auto rooms = std::make_unique<relay::Rooms>(loop);
    {
        std::vector<std::jthread> net;
        for (int n = 0; n < 4; ++n)
            net.emplace_back([&rooms, n] {
                for (int i = 0; i < 2000; ++i) {
                    const std::string name = "room" + std::to_string((i + n) % 80);
                    rooms->join(name);
                    rooms->say(name, 1);
                    rooms->leave(name);
                }
            });
    }
    return rooms->total() == 8000 ? 0 : 1;
}
