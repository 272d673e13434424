// RUN: %tocsin %s
// STD: c++20
// Job scheduler: jobs carry a version that clients echo back when they change one.
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <thread>

struct Job {
    std::string owner;
    int priority = 0;
    std::uint64_t version = 0;
};

class EventLoop {
public:
    EventLoop() : thread_([this] { run(); }) {}
    ~EventLoop() {
        post([this] { stop_ = true; });
        thread_.join();
    }
    void post(std::function<void()> fn) {
        std::lock_guard<std::mutex> g(mu_);
        queue_.push_back(std::move(fn));
        cv_.notify_one();
    }

private:
    void run() {
        while (!stop_) {
            std::function<void()> fn;
            {
                std::unique_lock<std::mutex> lk(mu_);
                cv_.wait(lk, [this] { return !queue_.empty(); });
                fn = std::move(queue_.front());
                queue_.pop_front();
            }
            fn();
        }
    }
    std::mutex mu_;
    std::condition_variable cv_;
    std::deque<std::function<void()>> queue_;
    bool stop_ = false;
    std::thread thread_;
};

class Scheduler {
public:
    explicit Scheduler(EventLoop& loop) : loop_(loop) {}

    void submit(const std::string& id, int priority) {
        std::lock_guard<std::mutex> g(mu_);
        jobs_.emplace(id, Job{"", priority, 1});
    }

    bool assign(const std::string& id, const std::string& worker, std::uint64_t expected_version) {
        std::unique_lock<std::mutex> lk(mu_);
        auto it = jobs_.find(id);
        if (it == jobs_.end() || it->second.version != expected_version)
            return false;
        while (running_ >= kMaxRunning)
            slots_.wait(lk);
        ++running_;
        it->second = Job{worker, it->second.priority, expected_version + 1}; // EXPECT: unchecked-version
        return true;
    }

    bool steal(const std::string& id, const std::string& worker, std::uint64_t expected_version) {
        std::unique_lock<std::mutex> lk(mu_);
        slots_.wait(lk, [this] { return running_ < kMaxRunning; });
        auto it = jobs_.find(id);
        if (it == jobs_.end() || it->second.version != expected_version)
            return false;
        ++running_;
        it->second = Job{worker, it->second.priority, expected_version + 1};
        return true;
    }

    bool reprioritise(const std::string& id, int priority, std::uint64_t expected_version) {
        std::string owner;
        {
            std::lock_guard<std::mutex> g(mu_);
            auto it = jobs_.find(id);
            if (it == jobs_.end() || it->second.version != expected_version)
                return false;
            owner = it->second.owner;
        }
        loop_.post([this, id, owner, priority, expected_version] {
            std::lock_guard<std::mutex> g(mu_);
            jobs_[id] = Job{owner, priority, expected_version + 1}; // EXPECT: unchecked-version
        });
        return true;
    }

    void boostLater(const std::string& id, int by, std::uint64_t expected_version) {
        loop_.post([this, id, by, expected_version] {
            std::lock_guard<std::mutex> g(mu_);
            auto it = jobs_.find(id);
            if (it == jobs_.end() || it->second.version != expected_version)
                return;
            it->second.priority += by;
            it->second.version++;
        });
    }

    void finish(const std::string& id) {
        std::lock_guard<std::mutex> g(mu_);
        if (jobs_.erase(id) != 0 && running_ > 0) {
            --running_;
            slots_.notify_one();
        }
    }

private:
    static constexpr int kMaxRunning = 4;
    EventLoop& loop_;
    std::mutex mu_;
    std::condition_variable slots_;
    std::map<std::string, Job> jobs_;
    int running_ = 0;
};

int main() {
    static EventLoop loop;
    static Scheduler s(loop);
    s.submit("build", 3);
    std::thread t([] {
        if (s.assign("build", "w1", 1) || s.steal("build", "w2", 1))
            s.finish("build");
    });
    if (s.reprioritise("build", 9, 1))
        s.boostLater("build", 1, 2);
    t.join();
    return 0;
}
