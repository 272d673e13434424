// RUN: %tocsin %s
// STD: c++20
// Collaborative playlist kept in memory by the media server; edits carry the version the client saw.
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <shared_mutex>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace media {

struct Playlist {
    std::string title;
    std::vector<uint32_t> tracks;
    uint64_t version = 1;
};

enum class EditStatus { Applied, Conflict, Missing, Rejected };

class TrackCatalog {
public:
    virtual ~TrackCatalog() = default;
    virtual bool exists(uint32_t track) = 0;
};

class PlaylistBoard {
public:
    explicit PlaylistBoard(TrackCatalog& catalog) : catalog_(catalog) {}

    std::optional<Playlist> snapshot(int id) const {
        std::shared_lock lock(mutex_);
        auto it = lists_.find(id);
        if (it == lists_.end()) return std::nullopt;
        return it->second;
    }

    int add(std::string title) {
        std::unique_lock lock(mutex_);
        int id = nextId_++;
        lists_[id].title = std::move(title);
        return id;
    }

    EditStatus append(int id, uint64_t seenVersion, uint32_t track) {
        {
            std::shared_lock lock(mutex_);
            auto it = lists_.find(id);
            if (it == lists_.end()) return EditStatus::Missing;
            if (it->second.version != seenVersion) return EditStatus::Conflict;
        }
        if (!catalog_.exists(track)) return EditStatus::Rejected;
        std::unique_lock lock(mutex_);
        auto it = lists_.find(id);
        if (it == lists_.end()) return EditStatus::Missing;
        it->second.tracks.push_back(track); // EXPECT: unchecked-version
        it->second.version = seenVersion + 1;
        return EditStatus::Applied;
    }

    EditStatus reorder(int id, uint64_t seenVersion, const std::function<void(std::vector<uint32_t>&)>& permute) {
        auto copy = snapshot(id);
        if (!copy) return EditStatus::Missing;
        if (copy->version != seenVersion) return EditStatus::Conflict;
        permute(copy->tracks);
        copy->version++;
        std::unique_lock lock(mutex_);
        lists_[id] = std::move(*copy); // EXPECT: unchecked-version
        return EditStatus::Applied;
    }

    EditStatus rename(int id, uint64_t seenVersion, const std::string& title) {
        std::unique_lock lock(mutex_);
        auto it = lists_.find(id);
        if (it == lists_.end()) return EditStatus::Missing;
        if (it->second.version != seenVersion) return EditStatus::Conflict;
        it->second.title = title;
        ++it->second.version;
        return EditStatus::Applied;
    }

private:
    TrackCatalog& catalog_;
    mutable std::shared_mutex mutex_;
    std::map<int, Playlist> lists_;
    int nextId_ = 1;
};

}  // namespace media

namespace {
struct AllTracks : media::TrackCatalog {
    bool exists(uint32_t track) override { return track != 0; }
};
}  // namespace

int main() {
    AllTracks catalog;
    media::PlaylistBoard board(catalog);
    int id = board.add("road trip");
    std::vector<std::thread> editors;
    for (uint32_t t = 1; t <= 4; ++t)
        editors.emplace_back([&, t] {
            if (auto s = board.snapshot(id)) board.append(id, s->version, t);
            if (auto s = board.snapshot(id)) board.rename(id, s->version, s->title + "!"); // EXPECT: ignored-conflict
            if (auto s = board.snapshot(id))
                board.reorder(id, s->version, [](std::vector<uint32_t>& v) { std::vector<uint32_t>(v.rbegin(), v.rend()).swap(v); });
        });
    for (auto& e : editors) e.join();
}
