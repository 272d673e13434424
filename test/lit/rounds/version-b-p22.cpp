// RUN: %tocsin %s
// STD: c++20
#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <shared_mutex>
#include <string>
#include <utility>
#include <vector>

struct Track {
    std::string uri;
    int seconds = 0;
};

struct Playlist {
    uint64_t version = 1;
    std::string name;
    std::vector<Track> tracks;
};

enum class EditStatus { Applied, NotFound, VersionMismatch, Rejected };

class PlaylistService {
public:
    std::optional<Playlist> snapshot(const std::string& id) const
    {
        std::shared_lock<std::shared_mutex> l(mu_);
        auto it = lists_.find(id);
        if (it == lists_.end())
            return std::nullopt;
        return it->second;
    }

    EditStatus append(const std::string& id, uint64_t expectedVersion, Track t)
    {
        std::unique_lock<std::shared_mutex> l(mu_);
        auto it = lists_.find(id);
        if (it == lists_.end())
            return EditStatus::NotFound;
        Playlist& p = it->second;
        if (p.version != expectedVersion)
            return EditStatus::VersionMismatch;
        p.tracks.push_back(std::move(t));
        ++p.version;
        return EditStatus::Applied;
    }

    EditStatus removeLong(const std::string& id, uint64_t expectedVersion, int maxSeconds)
    {
        auto copy = snapshot(id);
        if (!copy)
            return EditStatus::NotFound;
        if (copy->version != expectedVersion)
            return EditStatus::VersionMismatch;
        std::vector<Track> kept;
        for (const Track& t : copy->tracks)
            if (t.seconds <= maxSeconds)
                kept.push_back(t);
        copy->tracks = std::move(kept);
        copy->version++;
        std::unique_lock<std::shared_mutex> l(mu_);
        lists_[id] = *copy; // EXPECT: unchecked-version
        return EditStatus::Applied;
    }

    EditStatus reverse(const std::string& id, uint64_t expectedVersion)
    {
        auto copy = snapshot(id);
        if (!copy)
            return EditStatus::NotFound;
        std::vector<Track> rev(copy->tracks.rbegin(), copy->tracks.rend());
        std::unique_lock<std::shared_mutex> l(mu_);
        auto it = lists_.find(id);
        if (it == lists_.end())
            return EditStatus::NotFound;
        if (copy->version != expectedVersion || it->second.version != expectedVersion)
            return EditStatus::VersionMismatch;
        it->second.tracks = std::move(rev);
        it->second.version = expectedVersion + 1;
        return EditStatus::Applied;
    }

    EditStatus rename(const std::string& id, uint64_t expectedVersion, const std::string& name)
    {
        if (name.empty())
            return EditStatus::Rejected;
        std::unique_lock<std::shared_mutex> l(mu_);
        auto it = lists_.find(id);
        if (it == lists_.end())
            return EditStatus::NotFound;
        it->second.name = name;
        ++it->second.version; // EXPECT: unchecked-version
        return EditStatus::Applied;
    }

    bool create(const std::string& id, const std::string& name)
    {
        std::unique_lock<std::shared_mutex> l(mu_);
        Playlist p;
        p.name = name;
        return lists_.emplace(id, std::move(p)).second;
    }

private:
    mutable std::shared_mutex mu_;
    std::map<std::string, Playlist> lists_;
};
