// RUN: %tocsin %s
// STD: c++20
// How long something has taken.
#include <chrono>
#include <cstdio>
#include <ctime>
#include <sys/time.h>
#include <thread>
#include <unistd.h>

bool ready();

bool i01(int limit)
{
    const std::time_t start = std::time(nullptr);
    while (!ready()) {
        if (std::time(nullptr) - start > limit) // EXPECT: wall-clock-interval
            return false;
        ::usleep(1000);
    }
    return true;
}

bool i02(std::chrono::milliseconds limit)
{
    const auto start = std::chrono::system_clock::now();
    while (!ready()) {
        if (std::chrono::system_clock::now() - start > limit) // EXPECT: wall-clock-interval
            return false;
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    return true;
}

bool i03(long limit_us)
{
    struct timeval a, b;
    ::gettimeofday(&a, nullptr);
    for (;;) {
        if (ready())
            return true;
        ::gettimeofday(&b, nullptr);
        if ((b.tv_sec - a.tv_sec) * 1000000L + (b.tv_usec - a.tv_usec) > limit_us) // EXPECT: wall-clock-interval
            return false;
    }
}

class Session {
public:
    void touch() { last_ = std::chrono::system_clock::now(); }
    bool i04(std::chrono::seconds idle) const
    {
        return std::chrono::system_clock::now() - last_ > idle; // EXPECT: wall-clock-interval
    }
private:
    std::chrono::system_clock::time_point last_ = std::chrono::system_clock::now();
};

class Watch {
public:
    void touch() { last_ = std::chrono::steady_clock::now(); }
    bool i05(std::chrono::seconds idle) const { return std::chrono::steady_clock::now() - last_ > idle; }
private:
    std::chrono::steady_clock::time_point last_ = std::chrono::steady_clock::now();
};

bool i06(std::chrono::milliseconds limit)
{
    const auto end = std::chrono::steady_clock::now() + limit;
    while (!ready()) {
        if (std::chrono::steady_clock::now() >= end)
            return false;
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    return true;
}

bool i07(long limit)
{
    struct timespec a, b;
    ::clock_gettime(CLOCK_MONOTONIC, &a);
    while (!ready()) {
        ::clock_gettime(CLOCK_MONOTONIC, &b);
        if (b.tv_sec - a.tv_sec > limit)
            return false;
    }
    return true;
}

void i08()
{
    const std::time_t now = std::time(nullptr);
    char b[32];
    if (struct tm* t = std::localtime(&now))
        if (std::strftime(b, sizeof b, "%F %T", t))
            std::puts(b);
}

struct Cert { std::time_t not_after; };

bool i09(const Cert& c) { return std::time(nullptr) > c.not_after; }
