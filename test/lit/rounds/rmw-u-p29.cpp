// RUN: %tocsin %s
// STD: c++20
// Upload scheduler on the toolkit's own locking classes.
#include <chrono>
#include <cstdio>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace kit {

class Mutex {
public:
    void lock() { m_.lock(); }
    bool tryLock() { return m_.try_lock(); }
    void unlock() { m_.unlock(); }

private:
    std::mutex m_;
};

class MutexLocker {
public:
    explicit MutexLocker(Mutex* m) : m_(m), held_(false) { relock(); }
    ~MutexLocker() { unlock(); }
    MutexLocker(const MutexLocker&) = delete;
    MutexLocker& operator=(const MutexLocker&) = delete;

    void unlock() {
        if (held_) {
            held_ = false;
            m_->unlock();
        }
    }
    void relock() {
        if (!held_ && m_) {
            m_->lock();
            held_ = true;
        }
    }

private:
    Mutex* m_;
    bool held_;
};

}  // namespace kit

struct Upload {
    std::string file;
    int attempts = 0;
    long sent = 0;
};

class UploadScheduler {
public:
    using Progress = std::function<void(int id, int attempts)>;

    explicit UploadScheduler(Progress p) : progress_(std::move(p)) {}

    void enqueue(int id, std::string file) {
        kit::MutexLocker locker(&mutex_);
        uploads_[id].file = std::move(file);
        ++pending_;
    }

    void addSent(int id, long bytes) {
        kit::MutexLocker locker(&mutex_);
        auto it = uploads_.find(id);
        if (it == uploads_.end())
            return;
        it->second.sent += bytes;
    }

    void attemptFailed(int id) {
        kit::MutexLocker locker(&mutex_);
        auto it = uploads_.find(id);
        if (it == uploads_.end())
            return;
        const int attempts = it->second.attempts;
        locker.unlock();
        if (progress_)
            progress_(id, attempts);
        if (attempts >= kMaxAttempts)
            return;
        locker.relock();
        uploads_[id].attempts = attempts + 1; // EXPECT: check-then-act
    }

    void attemptAborted(int id) {
        kit::MutexLocker locker(&mutex_);
        auto it = uploads_.find(id);
        if (it == uploads_.end())
            return;
        const int shown = it->second.attempts;
        locker.unlock();
        if (progress_)
            progress_(id, shown);
        locker.relock();
        it = uploads_.find(id);
        if (it != uploads_.end() && it->second.attempts > 0)
            --it->second.attempts;
    }

    bool finish(int id) {
        kit::MutexLocker locker(&mutex_);
        if (uploads_.erase(id) == 0)
            return false;
        locker.unlock();
        if (progress_)
            progress_(id, 0);
        --pending_; // EXPECT: lost-update
        return true;
    }

    int pending() {
        kit::MutexLocker locker(&mutex_);
        return pending_;
    }

private:
    static constexpr int kMaxAttempts = 5;

    const Progress progress_;
    kit::Mutex mutex_;
    std::map<int, Upload> uploads_;
    int pending_ = 0;
};

int main() {
    UploadScheduler sched([](int id, int n) {
        if (n > 3)
            std::fprintf(stderr, "upload %d: attempt %d\n", id, n);
    });
    for (int i = 0; i < 100; ++i)
        sched.enqueue(i, "part-" + std::to_string(i));
    std::vector<std::thread> links;
    for (int t = 0; t < 3; ++t) {
        links.emplace_back([&sched, t] {
            for (int i = 0; i < 100; ++i) {
                sched.addSent(i, 1 << 10);
                if ((i + t) % 3 == 0)
                    sched.attemptFailed(i);
                else if ((i + t) % 5 == 0)
                    sched.attemptAborted(i);
                else if ((i + t) % 7 == 0)
                    sched.finish(i);
            }
        });
    }
    for (auto& l : links)
        l.join();
    std::printf("%d pending\n", sched.pending());
}
