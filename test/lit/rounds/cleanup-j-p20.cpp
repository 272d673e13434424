// RUN: %tocsin %s
// STD: c++20
// Outbound mail throttle: per-destination windows plus a scratch directory for
// rendering, owned by each renderer instance.
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <deque>
#include <filesystem>
#include <map>
#include <mutex>
#include <stdexcept>
#include <string>
#include <unistd.h>

namespace outbound {

inline std::uint64_t monoMs() {
    timespec ts{};
    clock_gettime(CLOCK_MONOTONIC, &ts);
    return static_cast<std::uint64_t>(ts.tv_sec) * 1000u +
           static_cast<std::uint64_t>(ts.tv_nsec) / 1000000u;
}

class RateWindow {
public:
    RateWindow(std::uint64_t windowMs, std::size_t limit)
        : windowMs_(windowMs), limit_(limit) {}

    bool admit(const std::string& domain) {
        std::lock_guard<std::mutex> g(mu_);
        const std::uint64_t now = monoMs();
        auto& hits = hits_[domain];
        while (!hits.empty() && now - hits.front() > windowMs_)
            hits.pop_front();
        if (hits.size() >= limit_)
            return false;
        hits.push_back(now);
        return true;
    }

    std::size_t forgetQuiet(std::uint64_t now) {
        std::lock_guard<std::mutex> g(mu_);
        std::size_t n = 0;
        for (auto it = hits_.begin(); it != hits_.end();) {
            const auto& h = it->second;
            if (h.empty() || (h.back() < now && now - h.back() > windowMs_)) {
                it = hits_.erase(it);
                ++n;
            } else {
                ++it;
            }
        }
        return n;
    }

private:
    const std::uint64_t windowMs_;
    const std::size_t limit_;
    std::mutex mu_;
    std::map<std::string, std::deque<std::uint64_t>> hits_;
};

class RenderScratch {
public:
    RenderScratch() : made_(monoMs()) {
        char tmpl[] = "/tmp/outbound-XXXXXX";
        if (mkdtemp(tmpl) == nullptr)
            throw std::runtime_error("mkdtemp");
        dir_ = tmpl;
    }
    RenderScratch(const RenderScratch&) = delete;
    RenderScratch& operator=(const RenderScratch&) = delete;
    ~RenderScratch() {
        std::error_code ec;
        if (!keepForDebug())
            std::filesystem::remove_all(dir_, ec);
    }
    const std::string& path() const { return dir_; }

private:
    bool keepForDebug() const {
        return std::getenv("OUTBOUND_KEEP") != nullptr && monoMs() < made_ + 60000;
    }

    std::uint64_t made_;
    std::string dir_;
};

}  // namespace outbound
