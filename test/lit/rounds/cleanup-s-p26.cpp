// RUN: %tocsin %s
// STD: c++20
// Response spools of the reverse proxy: large bodies go through a file which
// several clients may read while it is known.
#include <chrono>
#include <cstdint>
#include <fcntl.h>
#include <memory>
#include <mutex>
#include <string>
#include <sys/types.h>
#include <thread>
#include <unistd.h>
#include <unordered_map>

namespace proxy {

using Clock = std::chrono::steady_clock;

class Spool {
public:
    explicit Spool(std::string path)
        : path_(std::move(path)), fd_(::open(path_.c_str(), O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600))
    {
    }
    ~Spool()
    {
        if (fd_ >= 0)
            ::close(fd_);
        ::unlink(path_.c_str());
    }
    Spool(const Spool &) = delete;
    Spool &operator=(const Spool &) = delete;

    ssize_t read(off_t off, void *buf, std::size_t n) const { return ::pread(fd_, buf, n, off); }

    int clients = 0;
    Clock::time_point filled_at = Clock::now();

private:
    std::string path_;
    int fd_;
};

class SpoolTable {
public:
    Spool *enter(std::uint64_t key)
    {
        std::lock_guard lk(mu_);
        auto &slot = spools_[key];
        if (!slot)
            slot = std::make_unique<Spool>("/var/spool/proxy/" + std::to_string(key));
        ++slot->clients;
        return slot.get();
    }

    void leave(Spool *s)
    {
        std::lock_guard lk(mu_);
        --s->clients;
    }

    std::size_t expire(Clock::duration fresh);
    std::size_t compact(Clock::duration fresh, std::size_t limit);

private:
    std::mutex mu_;
    std::unordered_map<std::uint64_t, std::unique_ptr<Spool>> spools_;
};

std::size_t SpoolTable::expire(Clock::duration fresh)
{
    const auto horizon = Clock::now() - fresh;
    const auto outdated = [horizon](const auto &item) {
        const auto &[key, spool] = item;
        return spool->filled_at < horizon;
    };
    std::lock_guard lk(mu_);
    return std::erase_if(spools_, outdated); // EXPECT: timestamp-cleanup
}

std::size_t SpoolTable::compact(Clock::duration fresh, std::size_t limit)
{
    std::size_t n = 0;
    std::lock_guard lk(mu_);
    const auto horizon = Clock::now() - fresh;
    for (auto it = spools_.begin(); it != spools_.end() && spools_.size() > limit;) {
        const Spool &s = *it->second;
        const bool drop = s.clients == 0 && s.filled_at < horizon;
        it = drop ? spools_.erase(it) : std::next(it);
        n += drop;
    }
    return n;
}

class Client {
public:
    Client(SpoolTable &t, std::uint64_t key) : table_(t), spool_(t.enter(key)) {}
    ~Client() { table_.leave(spool_); }
    Client(const Client &) = delete;
    Client &operator=(const Client &) = delete;
    ssize_t read(off_t off, void *buf, std::size_t n) { return spool_->read(off, buf, n); }

private:
    SpoolTable &table_;
    Spool *spool_;
};

} // namespace proxy

int main()
{
    proxy::SpoolTable table;
    std::jthread timer([&](std::stop_token st) {
        while (!st.stop_requested()) {
            table.expire(std::chrono::minutes(5));
            table.compact(std::chrono::seconds(30), 1000);
            std::this_thread::sleep_for(std::chrono::seconds(5));
        }
    });
    proxy::Client c(table, 42);
    char buf[128];
    return c.read(0, buf, sizeof(buf)) < 0;
}
