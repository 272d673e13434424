// RUN: %tocsin %s
// STD: c++20
// p23: how long something has lasted; clock and purpose vary.
#include <signal.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <ctime>
#include <string>
#include <thread>

using namespace std::chrono_literals;

bool device_ready();

template <class C>
struct Link {
    int fd = -1;
    bool busy = false;
    typename C::time_point last = C::now();
};

using Wall = std::chrono::system_clock;
using Mono = std::chrono::steady_clock;

// idle connections
void idle_01(Link<Wall>& l)
{
    if (!l.busy && Wall::now() - l.last > 5min) { ::close(l.fd); l.fd = -1; } // EXPECT-MISS: wall-clock-interval
}

void idle_02(Link<Mono>& l)
{
    if (!l.busy && Mono::now() - l.last > 5min) { ::close(l.fd); l.fd = -1; }
}

// waiting with a limit
bool wait_03()
{
    const std::time_t begun = std::time(nullptr);
    while (!device_ready()) {
        if (std::time(nullptr) - begun >= 30) return false; // EXPECT: wall-clock-interval
        std::this_thread::sleep_for(50ms);
    }
    return true;
}

bool wait_04()
{
    const auto until = Mono::now() + 30s;
    while (!device_ready()) {
        if (Mono::now() >= until)
            return false;
        std::this_thread::sleep_for(50ms);
    }
    return true;
}

// run time of a child
static double seconds(clockid_t clock)
{
    timespec ts;
    ::clock_gettime(clock, &ts);
    return static_cast<double>(ts.tv_sec) + static_cast<double>(ts.tv_nsec) / 1e9;
}

struct Child {
    pid_t pid;
    timespec wall_start;
    double mono_start;
};

void limit_05(const Child& c)
{
    timespec now;
    ::clock_gettime(CLOCK_REALTIME, &now);
    if (now.tv_sec - c.wall_start.tv_sec > 120) ::kill(c.pid, SIGKILL); // EXPECT: wall-clock-interval
}

void limit_06(const Child& c)
{
    if (seconds(CLOCK_MONOTONIC) - c.mono_start > 120)
        ::kill(c.pid, SIGKILL);
}

// printed
void uptime_07(std::time_t started)
{
    std::printf("up for %.0f s\n", std::difftime(std::time(nullptr), started));
}

// the age of a file, whose times are calendar times
bool stale_08(const std::string& file)
{
    struct stat sb;
    return ::stat(file.c_str(), &sb) == 0 && std::time(nullptr) - sb.st_mtime > 86400;
}

// a point in time that a server has named
bool valid_09(std::time_t expires_at)
{
    return std::time(nullptr) < expires_at;
}

Child launch(char* const argv[])
{
    Child c{};
    c.pid = ::fork();
    if (c.pid == 0) {
        ::execv(argv[0], argv);
        ::_exit(127);
    }
    ::clock_gettime(CLOCK_REALTIME, &c.wall_start);
    c.mono_start = seconds(CLOCK_MONOTONIC);
    return c;
}
