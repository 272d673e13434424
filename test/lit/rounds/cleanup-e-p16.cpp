// RUN: %tocsin %s
// STD: c++20
// HLS packager: every viewer session holds the segment objects of its sliding
// window; the files go away after the last holder and the DVR window did.
#include <chrono>
#include <cstdio>
#include <deque>
#include <filesystem>
#include <memory>
#include <mutex>
#include <string>
#include <system_error>

namespace hls {

struct Segment {
    std::string file;
    double seconds = 0;
};

class Timeline {
    using Clock = std::chrono::steady_clock;
    struct Entry {
        std::filesystem::path path;
        std::weak_ptr<Segment> viewers;
        Clock::time_point created;
    };

public:
    explicit Timeline(std::chrono::seconds dvr) : dvr_(dvr) {}

    std::shared_ptr<Segment> append(std::filesystem::path path, double seconds) {
        auto seg = std::make_shared<Segment>();
        seg->file = path.string();
        seg->seconds = seconds;
        std::lock_guard lk(mu_);
        window_.push_back({std::move(path), seg, Clock::now()});
        latest_ = seg;
        return seg;
    }

    std::shared_ptr<Segment> attach(std::size_t back) {
        std::lock_guard lk(mu_);
        if (back >= window_.size())
            return latest_;
        return window_[window_.size() - 1 - back].viewers.lock();
    }

    std::size_t slide() {
        std::size_t dropped = 0;
        std::lock_guard lk(mu_);
        const auto now = Clock::now();
        while (!window_.empty()) {
            Entry &e = window_.front();
            if (now - e.created < dvr_ || !e.viewers.expired())
                break;
            std::error_code ec;
            std::filesystem::remove(e.path, ec);
            if (ec)
                std::fprintf(stderr, "%s: %s\n", e.path.c_str(), ec.message().c_str());
            window_.pop_front();
            ++dropped;
        }
        return dropped;
    }

    double span() const {
        std::lock_guard lk(mu_);
        if (window_.empty())
            return 0;
        return std::chrono::duration<double>(window_.back().created - window_.front().created)
            .count();
    }

private:
    std::chrono::seconds dvr_;
    mutable std::mutex mu_;
    std::deque<Entry> window_;
    std::shared_ptr<Segment> latest_;
};

} // namespace hls

int main() {
    hls::Timeline tl(std::chrono::seconds(120));
    auto a = tl.append("/srv/hls/ch1/000001.ts", 6.0);
    auto b = tl.append("/srv/hls/ch1/000002.ts", 6.0);
    auto viewer = tl.attach(1);
    std::printf("%zu dropped, %.1f s\n", tl.slide(), tl.span());
    return viewer ? 0 : 1;
}
