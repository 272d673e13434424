// RUN: %tocsin %s
// STD: c++20
// Snapshot catalogue. Expiry marks first; a second pass removes what nobody picked up in between.
#include <algorithm>
#include <chrono>
#include <filesystem>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <system_error>
#include <utility>

namespace snap {

using Clock = std::chrono::steady_clock;
namespace fs = std::filesystem;

class Catalogue;

struct Snapshot {
    std::string name;
    fs::path dir;
    Clock::time_point created;
    Clock::time_point lastOpened;
    Clock::time_point markedAt;
    bool marked = false;
    unsigned mounts = 0;
};

class Mount {
public:
    Mount() = default;
    Mount(Catalogue* c, Snapshot* s) : cat_(c), snap_(s) {}
    Mount(Mount&& o) noexcept : cat_(std::exchange(o.cat_, nullptr)), snap_(std::exchange(o.snap_, nullptr)) {}
    Mount& operator=(Mount&&) = delete;
    ~Mount();
    explicit operator bool() const { return snap_ != nullptr; }
    const fs::path& dir() const { return snap_->dir; }

private:
    Catalogue* cat_ = nullptr;
    Snapshot* snap_ = nullptr;
};

class Catalogue {
public:
    Catalogue(Clock::duration keep, Clock::duration grace) : keep_(keep), grace_(grace) {}

    void publish(std::string name, fs::path dir)
    {
        std::lock_guard g(mu_);
        const auto now = Clock::now();
        snaps_.push_back(Snapshot{std::move(name), std::move(dir), now, now, {}, false, 0});
    }

    Mount mount(const std::string& name)
    {
        std::lock_guard g(mu_);
        for (auto& s : snaps_) {
            if (s.name != name)
                continue;
            ++s.mounts;
            s.lastOpened = Clock::now();
            return Mount(this, &s);
        }
        return Mount();
    }

    void release(Snapshot* s)
    {
        std::lock_guard g(mu_);
        --s->mounts;
    }

    void mark()
    {
        std::lock_guard g(mu_);
        const auto now = Clock::now();
        for (auto& s : snaps_) {
            if (!s.marked && now - s.created > keep_) {
                s.marked = true;
                s.markedAt = now;
            }
        }
    }

    std::size_t sweep()
    {
        std::lock_guard g(mu_);
        std::size_t n = 0;
        const auto now = Clock::now();
        for (auto it = snaps_.begin(); it != snaps_.end();) {
            auto cur = it++;
            if (!cur->marked || now - cur->markedAt < grace_)
                continue;
            if (cur->lastOpened > cur->markedAt || cur->mounts) {
                cur->marked = false;
                continue;
            }
            std::error_code ec;
            fs::remove_all(cur->dir, ec);
            snaps_.erase(cur);
            ++n;
        }
        return n;
    }

private:
    std::mutex mu_;
    std::list<Snapshot> snaps_;
    Clock::duration keep_;
    Clock::duration grace_;
};

Mount::~Mount()
{
    if (snap_)
        cat_->release(snap_);
}

} // namespace snap
