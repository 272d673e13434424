#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <pthread.h>
#include <string>

namespace jobs {

class Monitor {
public:
    Monitor();
    ~Monitor();
    Monitor(const Monitor&) = delete;
    Monitor& operator=(const Monitor&) = delete;

    void enter();
    void leave();
    void await();
    void signalAll();

private:
    pthread_mutex_t m_;
    pthread_cond_t c_;
};

class Synchronize {
public:
    explicit Synchronize(Monitor& m) : m_(m) { m_.enter(); }
    ~Synchronize() { m_.leave(); }
    Synchronize(const Synchronize&) = delete;
    Synchronize& operator=(const Synchronize&) = delete;

private:
    Monitor& m_;
};

struct Job {
    std::uint64_t id = 0;
    std::string payload;
    int attempts = 0;
};

class JobQueue {
public:
    // queue_worker.cpp
    std::uint64_t submit(std::string payload);
    bool take(Job& out);
    void done(std::uint64_t id);
    void failed(std::uint64_t id);
    void close();

    // queue_admin.cpp
    std::size_t requeueStuck(int maxAttempts);
    void cancel(std::uint64_t id);
    bool pauseIfIdle();
    void setPaused(bool p);

private:
    // queue_worker.cpp; caller is inside monitor_
    void pushBack(Job job);
    void noteDropped();

    Monitor monitor_;
    std::deque<Job> ready_;
    std::map<std::uint64_t, Job> running_;
    std::uint64_t nextId_ = 1;
    std::uint64_t finished_ = 0;
    std::uint64_t dropped_ = 0;
    bool closed_ = false;
    bool paused_ = false;
};

} // namespace jobs
