// RUN: %tocsin %s
// STD: c++20
// Broker of remote-desktop helpers. Helpers are started by the session manager,
// announce themselves here and are handed to incoming viewers.
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <list>
#include <mutex>
#include <optional>
#include <string>
#include <sys/types.h>
#include <thread>
#include <vector>

namespace rdp {

using Clock = std::chrono::steady_clock;
using namespace std::chrono_literals;

struct Helper {
    pid_t pid = -1;
    std::string display;
    Clock::time_point announced = Clock::now();
    int active_viewers = 0;
    bool draining = false;
};

class Broker {
public:
    void announce(pid_t pid, std::string display)
    {
        std::lock_guard lk(mu_);
        Helper h;
        h.pid = pid;
        h.display = std::move(display);
        helpers_.push_back(std::move(h));
    }

    std::optional<pid_t> assign(const std::string &display)
    {
        std::lock_guard lk(mu_);
        for (auto &h : helpers_) {
            if (h.draining || h.display != display)
                continue;
            ++h.active_viewers;
            return h.pid;
        }
        return std::nullopt;
    }

    void viewerLeft(pid_t pid)
    {
        std::lock_guard lk(mu_);
        for (auto &h : helpers_)
            if (h.pid == pid)
                --h.active_viewers;
    }

    void helperGone(pid_t pid)
    {
        std::lock_guard lk(mu_);
        helpers_.remove_if([pid](const Helper &h) { return h.pid == pid; });
    }

    void recycle(Clock::duration lifetime);
    void drain(Clock::duration lifetime);

private:
    static void stop(pid_t pid)
    {
        if (::kill(pid, SIGTERM) != 0 && errno != ESRCH)
            std::perror("kill");
    }

    std::mutex mu_;
    std::list<Helper> helpers_;
};

// Long-running helpers grow; a new one is started on demand.
void Broker::recycle(Clock::duration lifetime)
{
    std::vector<pid_t> aged;
    {
        std::lock_guard lk(mu_);
        for (const auto &h : helpers_) {
            const auto up = std::chrono::duration_cast<std::chrono::minutes>(Clock::now() - h.announced);
            if (up >= lifetime)
                aged.push_back(h.pid);
        }
    }
    for (const pid_t pid : aged)
        stop(pid); // EXPECT: timestamp-cleanup
}

void Broker::drain(Clock::duration lifetime)
{
    std::lock_guard lk(mu_);
    for (auto &h : helpers_) {
        if (h.active_viewers != 0 || Clock::now() - h.announced < lifetime)
            continue;
        h.draining = true;
        stop(h.pid);
    }
}

} // namespace rdp

int main()
{
    using namespace std::chrono_literals;
    rdp::Broker broker;
    broker.announce(4711, ":7");
    std::jthread timer([&](std::stop_token st) {
        for (int tick = 0; !st.stop_requested(); ++tick) {
            if (tick % 60 == 0)
                broker.recycle(12h);
            broker.drain(1h);
            std::this_thread::sleep_for(1min);
        }
    });
    if (const auto pid = broker.assign(":7"))
        broker.viewerLeft(*pid);
    return 0;
}
