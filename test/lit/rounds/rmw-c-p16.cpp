// RUN: %tocsin %s
// STD: c++20
// Retry queue with exponential backoff.
#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

struct Attempt {
    std::string payload;
    int tries = 0;
    int delayMs = 1;
};

class RetryQueue {
public:
    long add(std::string payload) {
        std::unique_lock<std::mutex> lk(mu_);
        const long id = nextId_++;
        items_[id].payload = std::move(payload);
        lk.unlock();
        cv_.notify_one();
        return id;
    }

    bool cancel(long id) {
        std::lock_guard<std::mutex> lk(mu_);
        auto it = items_.find(id);
        if (it == items_.end())
            return false;
        items_.erase(it);
        return true;
    }

    void stop() {
        std::lock_guard<std::mutex> lk(mu_);
        stop_ = true;
        cv_.notify_all();
    }

    void pump() {
        std::unique_lock<std::mutex> lk(mu_);
        while (!stop_) {
            if (items_.empty()) {
                cv_.wait(lk);
                continue;
            }
            const long id = items_.begin()->first;
            const std::string payload = items_.begin()->second.payload;
            lk.unlock();
            const bool ok = send(payload);
            lk.lock();

            auto it = items_.find(id);
            if (it == items_.end())
                continue;
            if (ok || ++it->second.tries > 5) {
                items_.erase(it);
                (ok ? sent_ : dead_) += 1;
                continue;
            }
            it->second.delayMs = std::min(it->second.delayMs * 2, 8);
            cv_.wait_for(lk, std::chrono::milliseconds(it->second.delayMs));
        }
    }

    std::vector<std::string> takeAll() {
        std::map<long, Attempt> grabbed;
        {
            std::lock_guard<std::mutex> lk(mu_);
            grabbed.swap(items_);
        }
        std::vector<std::string> out;
        for (auto& kv : grabbed)
            out.push_back(std::move(kv.second.payload));
        return out;
    }

    void report() const {
        std::lock_guard<std::mutex> lk(mu_);
        std::printf("sent=%ld dead=%ld left=%zu\n", sent_, dead_, items_.size());
    }

private:
    static bool send(const std::string& p) { return p.size() % 3 != 0; }

    mutable std::mutex mu_;
    std::condition_variable cv_;
    std::map<long, Attempt> items_;
    long nextId_ = 1;
    long sent_ = 0, dead_ = 0;
    bool stop_ = false;
};

int main() {
    RetryQueue q;
    std::thread pump(&RetryQueue::pump, &q);
    std::thread producer([&q] {
        for (int i = 0; i < 100; ++i) {
            long id = q.add(std::string(static_cast<std::size_t>(i % 9 + 1), 'a'));
            if (i % 10 == 0)
                q.cancel(id);
        }
    });
    producer.join();
    auto rest = q.takeAll();
    q.stop();
    pump.join();
    q.report();
    return rest.size() > 100;
}
