// RUN: %tocsin %s
// STD: c++20
// volume snapshots: exported read-only views with cursors
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <mutex>
#include <string>
#include <unordered_map>
#include <vector>

namespace volmgr {

struct Snapshot {
    std::string id;
    std::filesystem::path dir;
    std::uint64_t createdMs = 0;
    int cursors = 0;
};

std::uint64_t monoMs()
{
    using namespace std::chrono;
    return static_cast<std::uint64_t>(
        duration_cast<milliseconds>(steady_clock::now().time_since_epoch()).count());
}

class SnapshotManager {
public:
    SnapshotManager(std::filesystem::path root, std::uint64_t retainMs)
        : root_(std::move(root)), retainMs_(retainMs) {}

    ~SnapshotManager()
    {
        for (auto &kv : snaps_)
            delete kv.second;
    }

    void create(const std::string &id)
    {
        auto *s = new Snapshot;
        s->id = id;
        s->dir = root_ / id;
        std::filesystem::create_directories(s->dir);
        std::lock_guard<std::mutex> g(mu_);
        s->createdMs = monoMs();
        auto res = snaps_.emplace(id, s);
        if (!res.second)
            delete s;
    }

    Snapshot *openCursor(const std::string &id)
    {
        std::lock_guard<std::mutex> g(mu_);
        auto it = snaps_.find(id);
        if (it == snaps_.end())
            return nullptr;
        ++it->second->cursors;
        return it->second;
    }

    void closeCursor(Snapshot *s)
    {
        std::lock_guard<std::mutex> g(mu_);
        --s->cursors;
    }

    std::size_t expire()
    {
        const std::uint64_t now = monoMs();
        std::vector<Snapshot *> victims;
        {
            std::lock_guard<std::mutex> g(mu_);
            for (const auto &kv : snaps_) {
                Snapshot *s = kv.second;
                if (s->cursors != 0)
                    continue;
                if (now - s->createdMs > retainMs_) // EXPECT: unsigned-age
                    victims.push_back(s);
            }
        }
        for (Snapshot *s : victims)
            destroySnapshot(s); // EXPECT: timestamp-cleanup
        return victims.size();
    }

private:
    void destroySnapshot(Snapshot *s)
    {
        {
            std::lock_guard<std::mutex> g(mu_);
            snaps_.erase(s->id);
        }
        std::error_code ec;
        std::filesystem::remove_all(s->dir, ec);
        delete s;
    }

    std::filesystem::path root_;
    std::uint64_t retainMs_;
    std::mutex mu_;
    std::unordered_map<std::string, Snapshot *> snaps_;
};

} // namespace volmgr
