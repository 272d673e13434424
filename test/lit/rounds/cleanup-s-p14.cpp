// RUN: %tocsin %s
// STD: c++20
// Segmented write-ahead log with tailing readers.
#include <chrono>
#include <cstdint>
#include <fcntl.h>
#include <list>
#include <mutex>
#include <string>
#include <thread>
#include <unistd.h>

namespace wal {

using Clock = std::chrono::system_clock;

struct Segment {
    std::string path;
    std::uint64_t first_lsn = 0;
    Clock::time_point sealed_at{};
    int pins = 0;
};

class Log {
public:
    explicit Log(std::string dir) : dir_(std::move(dir)) { roll(); }

    void roll();
    Segment *pin(std::uint64_t lsn);
    void unpin(Segment *s);
    void expire(Clock::duration retention);
    void truncateBefore(std::uint64_t lsn, Clock::duration retention);
    ssize_t read(std::uint64_t lsn, void *buf, std::size_t n);

private:
    bool aged(const Segment &s, Clock::duration retention) const
    {
        return s.sealed_at != Clock::time_point{} && s.sealed_at + retention < Clock::now(); // EXPECT: wall-clock-interval
    }

    std::string dir_;
    std::mutex mu_;
    std::list<Segment> segments_;
    std::uint64_t next_lsn_ = 1;
};

void Log::roll()
{
    std::lock_guard lk(mu_);
    if (!segments_.empty())
        segments_.back().sealed_at = Clock::now();
    Segment s;
    s.first_lsn = next_lsn_;
    s.path = dir_ + "/" + std::to_string(next_lsn_) + ".wal";
    next_lsn_ += 1'000'000;
    segments_.push_back(std::move(s));
}

Segment *Log::pin(std::uint64_t lsn)
{
    std::lock_guard lk(mu_);
    for (auto it = segments_.rbegin(); it != segments_.rend(); ++it)
        if (it->first_lsn <= lsn) {
            ++it->pins;
            return &*it;
        }
    return nullptr;
}

void Log::unpin(Segment *s)
{
    std::lock_guard lk(mu_);
    --s->pins;
}

ssize_t Log::read(std::uint64_t lsn, void *buf, std::size_t n)
{
    Segment *s = pin(lsn);
    if (!s)
        return -1;
    ssize_t got = -1;
    if (const int fd = ::open(s->path.c_str(), O_RDONLY | O_CLOEXEC); fd >= 0) {
        got = ::pread(fd, buf, n, static_cast<off_t>(lsn - s->first_lsn));
        ::close(fd);
    }
    unpin(s);
    return got;
}

void Log::expire(Clock::duration retention)
{
    std::lock_guard lk(mu_);
    const Segment &tail = segments_.back();
    while (segments_.size() > 1) {
        const Segment &oldest = segments_.front();
        if (tail.pins != 0 || !aged(oldest, retention))
            break;
        ::unlink(oldest.path.c_str()); // EXPECT-MISS: timestamp-cleanup
        segments_.pop_front();
    }
}

void Log::truncateBefore(std::uint64_t lsn, Clock::duration retention)
{
    std::lock_guard lk(mu_);
    while (segments_.size() > 1) {
        const Segment &oldest = segments_.front();
        if (oldest.pins != 0 || oldest.first_lsn >= lsn || !aged(oldest, retention))
            break;
        ::unlink(oldest.path.c_str());
        segments_.pop_front();
    }
}

} // namespace wal

int main()
{
    wal::Log log("/var/lib/ledger/wal");
    std::jthread cleaner([&](std::stop_token st) {
        while (!st.stop_requested()) {
            log.expire(std::chrono::hours(72));
            std::this_thread::sleep_for(std::chrono::seconds(30));
        }
    });
    char buf[512];
    return log.read(1, buf, sizeof(buf)) < 0;
}
