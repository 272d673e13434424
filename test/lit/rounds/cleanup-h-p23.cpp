// RUN: %tocsin %s
// STD: c++20
// Volume service: "delete" in the API hides a volume, the vacuum removes its backing file later.
// A hidden volume can be restored or attached by id for recovery.
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <map>
#include <mutex>
#include <optional>
#include <shared_mutex>
#include <string>
#include <vector>

namespace volumes {

using Steady = std::chrono::steady_clock;
namespace fs = std::filesystem;

struct Volume {
    std::string id;
    fs::path image;
    int attachments = 0;
    bool hidden = false;
    Steady::time_point hiddenAt{};
};

class VolumeService {
public:
    explicit VolumeService(Steady::duration undo) : undoWindow_(undo) {}

    void add(const std::string& id, fs::path image)
    {
        std::unique_lock l(mu_);
        volumes_[id] = Volume{id, std::move(image)};
    }

    bool hide(const std::string& id)
    {
        std::unique_lock l(mu_);
        auto it = volumes_.find(id);
        if (it == volumes_.end() || it->second.attachments > 0)
            return false;
        it->second.hidden = true;
        it->second.hiddenAt = Steady::now();
        return true;
    }

    bool restore(const std::string& id)
    {
        std::unique_lock l(mu_);
        auto it = volumes_.find(id);
        if (it == volumes_.end())
            return false;
        it->second.hidden = false;
        return true;
    }

    std::optional<fs::path> attach(const std::string& id)
    {
        std::unique_lock l(mu_);
        auto it = volumes_.find(id);
        if (it == volumes_.end())
            return std::nullopt;
        ++it->second.attachments;
        return it->second.image;
    }

    void detach(const std::string& id)
    {
        std::unique_lock l(mu_);
        auto it = volumes_.find(id);
        if (it != volumes_.end())
            --it->second.attachments;
    }

    std::size_t vacuum()
    {
        std::unique_lock l(mu_);
        std::size_t n = 0;
        const auto horizon = Steady::now() - undoWindow_;
        for (auto it = volumes_.begin(); it != volumes_.end();) {
            const Volume& v = it->second;
            if (v.hiddenAt == Steady::time_point{} || v.hiddenAt > horizon) {
                ++it;
                continue;
            }
            std::error_code ec;
            fs::remove(v.image, ec); // EXPECT: timestamp-cleanup
            if (ec) {
                std::fprintf(stderr, "vacuum %s: %s\n", v.id.c_str(), ec.message().c_str());
                ++it;
                continue;
            }
            it = volumes_.erase(it);
            ++n;
        }
        return n;
    }

private:
    std::shared_mutex mu_;
    std::map<std::string, Volume> volumes_;
    Steady::duration undoWindow_;
};

} // namespace volumes
