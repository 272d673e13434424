// RUN: %tocsin %s
// STD: c++20
// HLS packager: rendition directories are shared by the edge workers of one process.
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <map>
#include <mutex>
#include <string>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

namespace hls {

using Mono = std::chrono::steady_clock;
using std::chrono::minutes;

class Rendition {
public:
    Rendition(std::string id, std::filesystem::path dir) : id_(std::move(id)), dir_(std::move(dir)) {}

    const std::string &id() const noexcept { return id_; }
    const std::filesystem::path &dir() const noexcept { return dir_; }
    int viewers() const noexcept { return viewers_; }
    void join() noexcept { ++viewers_; last_access_ = Mono::now(); }
    void leave() noexcept { --viewers_; }
    Mono::duration idle() const { return Mono::now() - last_access_; }
    Mono::duration age() const { return Mono::now() - published_; }

private:
    std::string id_;
    std::filesystem::path dir_;
    int viewers_ = 0;
    Mono::time_point last_access_ = Mono::now();
    Mono::time_point published_ = Mono::now();
};

class Packager {
public:
    void publish(const std::string &id, const std::filesystem::path &dir) {
        std::lock_guard g(m_);
        renditions_.try_emplace(id, id, dir);
    }

    bool watch(const std::string &id, std::filesystem::path &dir) {
        std::lock_guard g(m_);
        auto it = renditions_.find(id);
        if (it == renditions_.end())
            return false;
        it->second.join();
        dir = it->second.dir();
        return true;
    }

    void unwatch(const std::string &id) {
        std::lock_guard g(m_);
        if (auto it = renditions_.find(id); it != renditions_.end())
            it->second.leave();
    }

    // Drops unwatched renditions early; long ones go in any case so the disk never fills up.
    unsigned housekeeping() {
        std::lock_guard g(m_);
        unsigned dropped = 0;
        for (auto &[id, r] : renditions_) {
            const bool unwatched = r.viewers() == 0 && r.idle() > minutes(5);
            const bool overdue = r.age() > minutes(180);
            if (unwatched || overdue) {
                if (wipe(r.dir())) // EXPECT: timestamp-cleanup
                    ++dropped;
            }
        }
        return dropped;
    }

private:
    static bool wipe(const std::filesystem::path &dir) {
        std::error_code ec;
        std::filesystem::remove_all(dir, ec);
        if (ec)
            std::fprintf(stderr, "wipe %s: %s\n", dir.c_str(), ec.message().c_str());
        return !ec;
    }

    std::mutex m_;
    std::map<std::string, Rendition> renditions_;
};

} // namespace hls

int main() {
    hls::Packager p;
    p.publish("movie-17/720p", "/var/cache/hls/movie-17/720p");
    std::thread edge([&] {
        std::filesystem::path dir;
        if (!p.watch("movie-17/720p", dir))
            return;
        std::error_code ec;
        for (const auto &seg : std::filesystem::directory_iterator(dir, ec))
            std::printf("%s\n", seg.path().c_str());
        p.unwatch("movie-17/720p");
    });
    std::thread keeper([&] {
        for (int i = 0; i < 3; ++i) {
            std::printf("%u dropped\n", p.housekeeping());
            std::this_thread::sleep_for(std::chrono::seconds(1));
        }
    });
    edge.join();
    keeper.join();
}
