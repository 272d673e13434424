// RUN: %tocsin %s
// STD: c++20
// Replication sender: the caller's lock travels through the call chain, is handed out by
// begin() and is dropped around network I/O.
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <mutex>
#include <stdexcept>
#include <string>
#include <thread>

namespace repl {

using Lock = std::unique_lock<std::mutex>;

struct Entry {
    uint64_t lsn;
    std::string body;
};

class Sender {
public:
    virtual ~Sender() = default;

    void append(std::string body) {
        Lock lk = begin();
        enqueue(lk, std::move(body));
        cv_.notify_one();
    }

    void appendBatch(std::deque<std::string> bodies) {
        Lock lk(mu_, std::defer_lock);
        for (auto &b : bodies) {
            if (!lk.owns_lock())
                lk.lock();
            enqueue(lk, std::move(b));
            if (backlog_ > kHighWater)
                waitForRoom(lk);
        }
        if (lk)
            cv_.notify_one();
    }

    void ack(uint64_t lsn) {
        mu_.lock();
        std::lock_guard<std::mutex> g(mu_, std::adopt_lock);
        if (lsn > acked_) {
            acked_ = lsn;
            acks_++;
            room_.notify_all();
        }
    }

    void swapCounters(Sender &other) {
        if (this == &other)
            return;
        std::lock(mu_, other.mu_);
        Lock a(mu_, std::adopt_lock), b(other.mu_, std::adopt_lock);
        std::swap(acks_, other.acks_);
        std::swap(retries_, other.retries_);
    }

    void run() {
        Lock lk = begin();
        while (!closing_) {
            if (queue_.empty()) {
                cv_.wait(lk, [this] { return closing_ || !queue_.empty(); });
                continue;
            }
            shipOne(lk);
        }
    }

    void close() {
        Lock lk = begin();
        closing_ = true;
        cv_.notify_all();
        room_.notify_all();
    }

protected:
    virtual bool transmit(const Entry &e) = 0;

private:
    static constexpr size_t kHighWater = 1 << 20;

    Lock begin() {
        Lock lk(mu_);
        if (closing_)
            refused_++;
        return lk;
    }

    void enqueue(Lock &lk, std::string body) {
        if (!lk.owns_lock())
            throw std::logic_error("enqueue without lock");
        backlog_ += body.size();
        queue_.push_back({++nextLsn_, std::move(body)});
    }

    void waitForRoom(Lock &lk) {
        cv_.notify_one();
        room_.wait(lk, [this] { return closing_ || backlog_ < kHighWater / 2; });
    }

    void shipOne(Lock &lk) {
        Entry e = std::move(queue_.front());
        queue_.pop_front();
        lk.unlock();
        bool sent = transmit(e);
        lk.lock();
        if (!sent) {
            retries_++;
            queue_.push_front(std::move(e));
            return;
        }
        backlog_ -= e.body.size();
        sentLsn_ = e.lsn;
        room_.notify_all();
    }

    std::mutex mu_;
    std::condition_variable cv_, room_;
    std::deque<Entry> queue_;
    size_t backlog_ = 0;
    uint64_t nextLsn_ = 0, sentLsn_ = 0, acked_ = 0;
    uint64_t acks_ = 0, retries_ = 0, refused_ = 0;
    bool closing_ = false;
};

void drive(Sender &s) {
    std::thread t([&s] { s.run(); });
    for (int i = 0; i < 100; ++i)
        s.append("row " + std::to_string(i));
    s.close();
    t.join();
}

} // namespace repl
