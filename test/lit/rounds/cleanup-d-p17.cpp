// RUN: %tocsin %s
// STD: c++20
// Serial device hub: one Port per tty, opened on first use by a client protocol thread.
#include <algorithm>
#include <atomic>
#include <cerrno>
#include <chrono>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include <fcntl.h>
#include <unistd.h>

namespace hub {

class Port {
public:
    using Clock = std::chrono::steady_clock;

    explicit Port(std::string dev) : dev_(std::move(dev)), fd_(::open(dev_.c_str(), O_RDWR | O_NOCTTY)) { touch(); }
    ~Port() {
        if (fd_ >= 0)
            ::close(fd_);
    }
    Port(const Port&) = delete;
    Port& operator=(const Port&) = delete;

    std::string_view device() const { return dev_; }
    bool good() const { return fd_ >= 0; }

    bool transact(const void* out, size_t n, void* in, size_t m) {
        touch();
        if (::write(fd_, out, n) != static_cast<ssize_t>(n))
            return false;
        size_t got = 0;
        while (got < m) {
            ssize_t r = ::read(fd_, static_cast<char*>(in) + got, m - got); // sensor may take a minute
            if (r <= 0)
                return false;
            got += static_cast<size_t>(r);
        }
        return true;
    }

    Clock::duration idle_for(Clock::time_point now) const { return now - last_used_.load(); }

private:
    void touch() { last_used_.store(Clock::now()); }

    std::string dev_;
    int fd_;
    std::atomic<Clock::time_point> last_used_{};
};

class Hub {
public:
    Hub() : housekeeping_([this](std::stop_token st) {
        while (!st.stop_requested()) {
            std::this_thread::sleep_for(std::chrono::seconds(15));
            close_idle(std::chrono::seconds(30));
            forget_broken();
        }
    }) {}

    Port* acquire(const std::string& dev) {
        std::scoped_lock lk(mu_);
        auto it = std::find_if(ports_.begin(), ports_.end(), [&](const auto& p) { return p->device() == dev; });
        if (it != ports_.end())
            return it->get();
        auto p = std::make_unique<Port>(dev);
        if (!p->good()) {
            failed_.push_back({dev, errno});
            return nullptr;
        }
        ports_.push_back(std::move(p));
        return ports_.back().get();
    }

private:
    struct Failure {
        std::string dev;
        int err;
    };

    void close_idle(std::chrono::seconds limit) {
        std::scoped_lock lk(mu_);
        const auto now = Port::Clock::now();
        std::erase_if(ports_, [&](const std::unique_ptr<Port>& p) { return p->idle_for(now) > limit; }); // EXPECT: timestamp-cleanup
    }

    void forget_broken() {
        std::scoped_lock lk(mu_);
        if (failed_.size() > 128)
            failed_.erase(failed_.begin(), failed_.begin() + 64);
    }

    std::mutex mu_;
    std::vector<std::unique_ptr<Port>> ports_;
    std::vector<Failure> failed_;
    std::jthread housekeeping_;
};

// Modbus client thread.
bool read_register(Hub& hub, const std::string& dev, unsigned char reg, unsigned char (&value)[2]) {
    Port* port = hub.acquire(dev);
    const unsigned char req[4] = {0x01, 0x03, 0x00, reg};
    return port && port->transact(req, sizeof req, value, sizeof value);
}

} // namespace hub
