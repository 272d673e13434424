// RUN: %tocsin %s
// STD: c++20
// Device manager for the serial console concentrator.  Each attached terminal
// owns a descriptor; worker threads write to terminals they looked up earlier.
#include <chrono>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <unistd.h>
#include <unordered_map>
#include <utility>

namespace console {

class UniqueFd {
public:
    explicit UniqueFd(int fd = -1) : fd_(fd) {}
    UniqueFd(UniqueFd&& o) noexcept : fd_(std::exchange(o.fd_, -1)) {}
    UniqueFd& operator=(UniqueFd&& o) noexcept {
        std::swap(fd_, o.fd_);
        return *this;
    }
    ~UniqueFd() {
        if (fd_ >= 0)
            ::close(fd_);
    }
    int get() const { return fd_; }

private:
    int fd_;
};

struct Terminal {
    std::string line;
    UniqueFd tty;
    std::chrono::system_clock::time_point lastInput;
};

class TerminalManager {
public:
    Terminal* attach(const std::string& line, int fd) {
        std::lock_guard<std::mutex> g(mu_);
        auto t = std::make_unique<Terminal>();
        t->line = line;
        t->tty = UniqueFd(fd);
        t->lastInput = std::chrono::system_clock::now();
        Terminal* raw = t.get();
        terminals_[line] = std::move(t);
        return raw;
    }

    Terminal* find(const std::string& line) {
        std::lock_guard<std::mutex> g(mu_);
        auto it = terminals_.find(line);
        return it == terminals_.end() ? nullptr : it->second.get();
    }

    void dropIdle(std::chrono::minutes limit) {
        std::lock_guard<std::mutex> g(mu_);
        const auto now = std::chrono::system_clock::now();
        for (auto it = terminals_.begin(); it != terminals_.end();) {
            if (now - it->second->lastInput > limit) // EXPECT: wall-clock-interval
                it = terminals_.erase(it); // EXPECT: timestamp-cleanup
            else
                ++it;
        }
    }

private:
    std::mutex mu_;
    std::unordered_map<std::string, std::unique_ptr<Terminal>> terminals_;
};

bool writeLine(TerminalManager& mgr, const std::string& line, std::string_view text) {
    Terminal* t = mgr.find(line);
    if (!t)
        return false;
    return ::write(t->tty.get(), text.data(), text.size()) ==
           static_cast<ssize_t>(text.size());
}

void startReaper(TerminalManager& mgr) {
    std::thread([&mgr] {
        for (;;) {
            std::this_thread::sleep_for(std::chrono::seconds(30));
            mgr.dropIdle(std::chrono::minutes(20));
        }
    }).detach();
}

}  // namespace console
