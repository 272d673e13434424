// RUN: %tocsin %s
// STD: c++20
// rpc_channel.cpp - intrusive reference counted channel used by client stubs
#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

int socketConnect(const std::string& addr);
void socketClose(int fd);
bool socketWrite(int fd, const std::string& frame);

class Channel {
public:
    static Channel* open(const std::string& addr) {
        int fd = socketConnect(addr);
        return fd < 0 ? nullptr : new Channel(fd);
    }

    void addRef() { refs_.fetch_add(1, std::memory_order_relaxed); }

    void release() {
        --refs_;
        if (refs_ == 0)
            delete this; // EXPECT: split-atomic
    }

    bool send(const std::string& frame) {
        if (closing_.load())
            return false;
        std::lock_guard<std::mutex> g(writeMu_);
        if (!socketWrite(fd_, frame))
            return false;
        sent_.fetch_add(frame.size());
        return true;
    }

    void shutdown() {
        if (!closing_.load()) {
            closing_.store(true); // EXPECT: split-atomic
            std::lock_guard<std::mutex> g(writeMu_);
            socketWrite(fd_, "GOAWAY");
        }
    }

private:
    explicit Channel(int fd) : fd_(fd) {}
    ~Channel() { socketClose(fd_); }

    int fd_;
    std::atomic<int> refs_{1};
    std::atomic<bool> closing_{false};
    std::atomic<uint64_t> sent_{0};
    std::mutex writeMu_;
};

class ChannelRef {
public:
    explicit ChannelRef(Channel* c) : c_(c) {
        if (c_)
            c_->addRef();
    }
    ChannelRef(const ChannelRef& o) : ChannelRef(o.c_) {}
    ChannelRef& operator=(const ChannelRef&) = delete;
    ~ChannelRef() {
        if (c_)
            c_->release();
    }
    Channel* operator->() const { return c_; }

private:
    Channel* c_;
};

class StubPool {
public:
    explicit StubPool(unsigned n) {
        for (unsigned i = 0; i < n; ++i)
            workers_.emplace_back([this] { work(); });
    }
    ~StubPool() {
        {
            std::lock_guard<std::mutex> g(mu_);
            stop_ = true;
        }
        cv_.notify_all();
        for (auto& w : workers_)
            w.join();
    }

    void call(Channel* ch, std::string frame) {
        std::lock_guard<std::mutex> g(mu_);
        q_.emplace_back([ref = ChannelRef(ch), f = std::move(frame)] {
            if (!ref->send(f))
                ref->shutdown();
        });
        cv_.notify_one();
    }

private:
    void work() {
        for (;;) {
            std::function<void()> job;
            {
                std::unique_lock<std::mutex> lk(mu_);
                cv_.wait(lk, [this] { return stop_ || !q_.empty(); });
                if (q_.empty())
                    return;
                job = std::move(q_.front());
                q_.pop_front();
            }
            job();
        }
    }

    std::mutex mu_;
    std::condition_variable cv_;
    std::deque<std::function<void()>> q_;
    bool stop_ = false;
    std::vector<std::thread> workers_;
};
