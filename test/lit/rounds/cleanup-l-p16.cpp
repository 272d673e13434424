// RUN: %tocsin %s
// STD: c++20
// live packager: HLS segment window with an asynchronous disk worker
#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <deque>
#include <fcntl.h>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <unistd.h>

namespace hls {

typedef std::chrono::steady_clock Steady;

struct Segment {
    unsigned seq;
    std::string file;
    Steady::time_point sealed;
};

class SegmentWindow {
public:
    SegmentWindow(std::string dir, std::chrono::seconds dvr) : dir_(std::move(dir)), dvr_(dvr)
    {
        disk_ = std::thread([this] { diskLoop(); });
    }

    ~SegmentWindow()
    {
        {
            std::lock_guard<std::mutex> g(qmu_);
            stop_ = true;
        }
        cv_.notify_all();
        disk_.join();
    }

    void publish(unsigned seq)
    {
        Segment s{seq, dir_ + "/seg" + std::to_string(seq) + ".ts", Steady::now()};
        std::lock_guard<std::mutex> g(mu_);
        bySeq_[seq] = s;
    }

    std::string fileFor(unsigned seq) const
    {
        std::lock_guard<std::mutex> g(mu_);
        auto it = bySeq_.find(seq);
        return it == bySeq_.end() ? std::string() : it->second.file;
    }

    void slide()
    {
        std::lock_guard<std::mutex> g(mu_);
        const auto now = Steady::now();
        for (auto it = bySeq_.begin(); it != bySeq_.end();) {
            if (now - it->second.sealed < dvr_)
                break;
            {
                std::lock_guard<std::mutex> q(qmu_);
                doomed_.push_back(it->second.file);
            }
            cv_.notify_one();
            it = bySeq_.erase(it);
        }
    }

private:
    void diskLoop()
    {
        std::unique_lock<std::mutex> lk(qmu_);
        for (;;) {
            cv_.wait(lk, [this] { return stop_ || !doomed_.empty(); });
            if (doomed_.empty())
                return;
            std::string victim = std::move(doomed_.front());
            doomed_.pop_front();
            lk.unlock();
            if (::unlink(victim.c_str()) != 0) // EXPECT: timestamp-cleanup
                std::perror(victim.c_str());
            lk.lock();
        }
    }

    std::string dir_;
    std::chrono::seconds dvr_;
    mutable std::mutex mu_;
    std::map<unsigned, Segment> bySeq_;
    std::mutex qmu_;
    std::condition_variable cv_;
    std::deque<std::string> doomed_;
    std::thread disk_;
    bool stop_ = false;
};

// HTTP worker: resolve the name, then read the file in chunks
class SegmentReader {
public:
    explicit SegmentReader(const SegmentWindow &w) : win_(w) {}

    template <class Sink> bool send(unsigned seq, Sink &&sink)
    {
        const std::string path = win_.fileFor(seq);
        if (path.empty())
            return false;
        for (off_t off = 0;;) {
            int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
            if (fd < 0)
                return false;
            char buf[65536];
            ssize_t n = ::pread(fd, buf, sizeof buf, off);
            ::close(fd);
            if (n <= 0)
                return n == 0;
            sink(buf, static_cast<std::size_t>(n));
            off += n;
        }
    }

private:
    const SegmentWindow &win_;
};

} // namespace hls
