// STD: c++20
#include "scheduler.h"
#include <csignal>

int main() {
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGTERM);
    sigaddset(&set, SIGHUP);
    pthread_sigmask(SIG_BLOCK, &set, nullptr);

    Scheduler sched;
    sched.publish(new Plan({{5, "true"}}));
    sched.start(4);

    std::thread signals([&sched, set] {
        int sig = 0;
        while (sigwait(&set, &sig) == 0) {
            if (sig == SIGTERM) {
                sched.shutdown();
                return;
            }
            sched.publish(new Plan({{1, "true"}, {60, "logrotate /etc/logrotate.conf"}}));
        }
    });
    std::thread admin([&sched] {
        while (sched.epoch() < 100000)
            std::this_thread::sleep_for(std::chrono::seconds(1));
        sched.shutdown();
    });
    signals.join();
    admin.join();
}
