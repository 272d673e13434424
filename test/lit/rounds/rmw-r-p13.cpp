// RUN: %tocsin %s
// STD: c++20
// Admission control of a batch scheduler: tasks wait until their memory fits.
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

namespace batch {

class DrainListener {
public:
    virtual ~DrainListener() = default;
    virtual void onDrained(std::size_t freeMb) = 0;
};

class Admission {
public:
    explicit Admission(std::size_t totalMb) : total_(totalMb), free_(totalMb) {}

    void setListener(std::weak_ptr<DrainListener> l) {
        std::lock_guard<std::mutex> g(mu_);
        listener_ = std::move(l);
    }

    // Blocks until the task fits.
    void admit(std::size_t mb) {
        std::unique_lock<std::mutex> lk(mu_);
        ++waiting_;
        room_.wait(lk, [&] { return free_ >= mb; });
        --waiting_;
        free_ -= mb;
    }

    // Blocks for at most `limit`; a shrinkable task takes what there is.
    std::size_t admitShrinkable(std::size_t wanted, std::size_t least,
                                std::chrono::milliseconds limit) {
        std::unique_lock<std::mutex> lk(mu_);
        std::size_t avail = free_;
        if (avail < wanted) {
            ++waiting_;
            room_.wait_for(lk, limit, [&] { return free_ >= wanted; });
            --waiting_;
            if (free_ < least)
                return 0;
        }
        const std::size_t grant = free_ < wanted ? free_ : wanted;
        free_ -= grant;
        return grant;
    }

    // Services are admitted first and keep a reserve of a quarter.
    bool admitService(std::size_t mb) {
        std::unique_lock<std::mutex> lk(mu_);
        const std::size_t reserve = total_ / 4;
        std::size_t avail = free_;
        while (waiting_ > 0 && free_ < mb + reserve) {
            if (room_.wait_for(lk, std::chrono::milliseconds(20)) == std::cv_status::timeout)
                break;
        }
        if (free_ < mb)
            return false;
        free_ = avail > mb ? avail - mb : 0; // EXPECT: lost-update
        return true;
    }

    void release(std::size_t mb) {
        bool drained;
        std::size_t now;
        std::weak_ptr<DrainListener> target;
        {
            std::lock_guard<std::mutex> g(mu_);
            free_ += mb;
            now = free_;
            drained = free_ == total_;
            target = listener_;
        }
        room_.notify_all();
        if (drained && !target.expired())
            target.lock()->onDrained(now); // EXPECT: check-then-act
    }

    void poke() {
        std::weak_ptr<DrainListener> target;
        std::size_t now;
        {
            std::lock_guard<std::mutex> g(mu_);
            target = listener_;
            now = free_;
        }
        if (auto l = target.lock())
            l->onDrained(now);
    }

private:
    std::mutex mu_;
    std::condition_variable room_;
    const std::size_t total_;
    std::size_t free_;
    std::size_t waiting_ = 0;
    std::weak_ptr<DrainListener> listener_;
};

class Dashboard : public DrainListener {
public:
    void onDrained(std::size_t freeMb) override {
        std::lock_guard<std::mutex> g(mu_);
        lastFree_ = freeMb;
        ++events_;
    }
    std::size_t events() const {
        std::lock_guard<std::mutex> g(mu_);
        return events_;
    }

private:
    mutable std::mutex mu_;
    std::size_t lastFree_ = 0;
    std::size_t events_ = 0;
};

void runTasks(Admission& a, unsigned seed) {
    for (unsigned i = 0; i < 500; ++i) {
        seed = seed * 69069u + 1u;
        const std::size_t mb = 16 + seed % 64;
        std::size_t got = mb;
        if (seed % 3 == 0)
            a.admit(mb);
        else if (seed % 3 == 1)
            got = a.admitShrinkable(mb, 8, std::chrono::milliseconds(5));
        else if (!a.admitService(mb))
            got = 0;
        if (got != 0)
            a.release(got);
    }
}

} // namespace batch

int main() {
    batch::Admission admission(256);
    std::vector<std::thread> pool;
    for (unsigned i = 0; i < 4; ++i)
        pool.emplace_back([&admission, i] { batch::runTasks(admission, i + 7); });
    for (int round = 0; round < 20; ++round) {
        auto dash = std::make_shared<batch::Dashboard>();
        admission.setListener(dash);
        admission.poke();
        std::this_thread::sleep_for(std::chrono::milliseconds(2));
    }
    for (auto& t : pool)
        t.join();
    return 0;
}
