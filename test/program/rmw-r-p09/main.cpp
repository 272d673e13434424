// STD: c++20
#include "job_queue.h"

#include <chrono>
#include <functional>
#include <thread>
#include <vector>

static void runWorker(jobs::JobQueue& q) {
    jobs::Job j;
    while (q.take(j)) {
        if (j.payload.size() % 5 == 0)
            q.failed(j.id);
        else
            q.done(j.id);
    }
}

static void runAdmin(jobs::JobQueue& q) {
    using namespace std::chrono_literals;
    for (std::uint64_t i = 0; i < 50; ++i) {
        q.requeueStuck(3);
        q.cancel(i * 7);
        if (q.pauseIfIdle()) {
            std::this_thread::sleep_for(1ms);
            q.setPaused(false);
        }
    }
}

int main() {
    jobs::JobQueue q;
    std::vector<std::thread> pool;
    for (int i = 0; i < 4; ++i)
        pool.emplace_back(runWorker, std::ref(q));
    pool.emplace_back(runAdmin, std::ref(q));
    for (int i = 0; i < 2000; ++i)
        q.submit(std::string(static_cast<std::size_t>(i % 40), 'x'));
    q.close();
    for (auto& t : pool)
        t.join();
    return 0;
}
