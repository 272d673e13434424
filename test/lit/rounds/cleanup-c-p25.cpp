// RUN: %tocsin %s
// STD: c++20
// Market data recorder: one append file per instrument, written by feed threads.
#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <ctime>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace mdrec {

class TickFile {
public:
    TickFile(std::string symbol, const std::string &dir)
        : symbol_(std::move(symbol)), opened_at_(std::time(nullptr)) {
        const std::string path = dir + "/" + symbol_ + ".ticks";
        fd_ = ::open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
        if (fd_ < 0)
            std::fprintf(stderr, "%s: %s\n", path.c_str(), std::strerror(errno));
    }
    ~TickFile() {
        if (fd_ >= 0)
            ::close(fd_);
    }
    TickFile(const TickFile &) = delete;
    TickFile &operator=(const TickFile &) = delete;

    bool append(std::string_view rec) {
        return fd_ >= 0 && ::write(fd_, rec.data(), rec.size()) == static_cast<ssize_t>(rec.size());
    }
    const std::string &symbol() const { return symbol_; }
    std::time_t opened_at() const { return opened_at_; }

private:
    std::string symbol_;
    std::time_t opened_at_;
    int fd_ = -1;
};

class Recorder {
public:
    explicit Recorder(std::string dir) : dir_(std::move(dir)) {}

    TickFile *fileFor(const std::string &symbol) {
        std::lock_guard<std::mutex> lk(mu_);
        for (auto &f : files_)
            if (f->symbol() == symbol)
                return f.get();
        files_.push_back(std::make_unique<TickFile>(symbol, dir_));
        return files_.back().get();
    }

    // Rotate: files are reopened under the next day's directory on the next tick.
    std::size_t rotate(long maxOpenSeconds, std::string nextDir) {
        std::lock_guard<std::mutex> lk(mu_);
        dir_ = std::move(nextDir);
        auto expired = [maxOpenSeconds](const std::unique_ptr<TickFile> &f) {
            return std::time(nullptr) - f->opened_at() >= maxOpenSeconds; // EXPECT: wall-clock-interval
        };
        return std::erase_if(files_, expired); // EXPECT: timestamp-cleanup
    }

    std::size_t countLong(long seconds) {
        std::lock_guard<std::mutex> lk(mu_);
        return static_cast<std::size_t>(std::count_if(files_.begin(), files_.end(), [](const auto &f) {
            return !f->symbol().empty();
        })) + (seconds > 0 ? 0 : 1);
    }

private:
    std::string dir_;
    std::mutex mu_;
    std::vector<std::unique_ptr<TickFile>> files_;
};

} // namespace mdrec

int main() {
    mdrec::Recorder rec("/tmp/md/today");
    std::vector<std::thread> feeds;
    for (const char *sym : {"EURUSD", "XAUUSD", "BTCUSD"})
        feeds.emplace_back([&rec, sym] {
            for (int i = 0; i < 1000; ++i) {
                mdrec::TickFile *f = rec.fileFor(sym);
                f->append("1.0834;1.0835\n");
            }
        });
    std::thread rotator([&rec] { rec.rotate(86400, "/tmp/md/next"); });
    for (auto &t : feeds)
        t.join();
    rotator.join();
    std::printf("%zu\n", rec.countLong(3600));
}
