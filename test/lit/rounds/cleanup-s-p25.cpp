// RUN: %tocsin %s
// STD: c++20
// Document trash: users may take a document back until its files are removed.
#include <chrono>
#include <filesystem>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace fs = std::filesystem;

namespace docs {

using Clock = std::chrono::system_clock;

enum class Phase { Live, Trashed, Gone };

struct Document {
    fs::path body;
    fs::path preview;
    Phase phase = Phase::Live;
    std::optional<Clock::time_point> trashed_at;
};

class Library {
public:
    void add(const std::string &id, const fs::path &dir)
    {
        std::lock_guard lk(mu_);
        docs_.try_emplace(id, Document{dir / (id + ".body"), dir / (id + ".preview"), Phase::Live, std::nullopt});
    }

    bool moveToTrash(const std::string &id)
    {
        std::lock_guard lk(mu_);
        const auto it = docs_.find(id);
        if (it == docs_.end() || it->second.phase != Phase::Live)
            return false;
        it->second.phase = Phase::Trashed;
        it->second.trashed_at = Clock::now();
        return true;
    }

    bool takeBack(const std::string &id)
    {
        std::lock_guard lk(mu_);
        const auto it = docs_.find(id);
        if (it == docs_.end() || it->second.phase != Phase::Trashed)
            return false;
        it->second.phase = Phase::Live;
        it->second.trashed_at.reset();
        return true;
    }

    void emptyTrash(Clock::duration hold);
    bool emptyOne(const std::string &id, Clock::duration hold);

private:
    bool overdue(const Document &d, Clock::duration hold) const
    {
        return d.phase == Phase::Trashed && d.trashed_at && Clock::now() - *d.trashed_at > hold;
    }

    std::mutex mu_;
    std::map<std::string, Document> docs_;
};

void Library::emptyTrash(Clock::duration hold)
{
    struct Victim {
        std::string id;
        fs::path body, preview;
    };
    std::vector<Victim> victims;
    {
        std::lock_guard lk(mu_);
        for (const auto &[id, d] : docs_)
            if (overdue(d, hold))
                victims.push_back({id, d.body, d.preview});
    }
    for (const auto &v : victims) {
        std::error_code ec;
        fs::remove(v.preview, ec);
        fs::remove(v.body, ec); // EXPECT-MISS: timestamp-cleanup
        std::lock_guard lk(mu_);
        docs_.erase(v.id);
    }
}

bool Library::emptyOne(const std::string &id, Clock::duration hold)
{
    fs::path body, preview;
    {
        std::lock_guard lk(mu_);
        const auto it = docs_.find(id);
        if (it == docs_.end() || !overdue(it->second, hold))
            return false;
        it->second.phase = Phase::Gone;
        body = it->second.body;
        preview = it->second.preview;
    }
    std::error_code ec;
    fs::remove(preview, ec);
    fs::remove(body, ec);
    std::lock_guard lk(mu_);
    docs_.erase(id);
    return true;
}

} // namespace docs

int main()
{
    docs::Library lib;
    lib.add("a1", "/srv/docs");
    std::jthread sweeper([&](std::stop_token st) {
        while (!st.stop_requested()) {
            lib.emptyTrash(std::chrono::hours(24 * 30));
            std::this_thread::sleep_for(std::chrono::minutes(15));
        }
    });
    lib.moveToTrash("a1");
    return lib.takeBack("a1") && !lib.emptyOne("a1", std::chrono::hours(1)) ? 0 : 1;
}
