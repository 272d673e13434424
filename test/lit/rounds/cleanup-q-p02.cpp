// RUN: %tocsin %s
// STD: c++20
// Recording store of the network video recorder.
#include <algorithm>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <ranges>
#include <string>
#include <system_error>
#include <thread>
#include <vector>

namespace fs = std::filesystem;
using Clock = fs::file_time_type::clock;

struct Recording {
    std::string id;
    fs::path dir;
    fs::file_time_type finished;
    std::uint64_t bytes = 0;
    int playbacks = 0;
    bool evidence = false;
};

class RecordingStore {
public:
    explicit RecordingStore(fs::path root) : root_(std::move(root)) {}

    void add(Recording rec) {
        std::error_code ec;
        rec.finished = fs::last_write_time(rec.dir, ec);
        if (ec)
            return;
        std::lock_guard lk(mu_);
        auto key = rec.id;
        by_id_.insert_or_assign(std::move(key), std::move(rec));
    }

    std::optional<fs::path> begin_playback(const std::string& id) {
        std::lock_guard lk(mu_);
        auto it = by_id_.find(id);
        if (it == by_id_.end())
            return std::nullopt;
        ++it->second.playbacks;
        return it->second.dir;
    }

    void end_playback(const std::string& id) {
        std::lock_guard lk(mu_);
        if (auto it = by_id_.find(id); it != by_id_.end())
            --it->second.playbacks;
    }

    bool mark_evidence(const std::string& id, bool on) {
        std::lock_guard lk(mu_);
        auto it = by_id_.find(id);
        if (it == by_id_.end())
            return false;
        it->second.evidence = on;
        return true;
    }

    // Keeps the newest `keep` recordings that nobody plays and that are not
    // held as evidence; everything beyond is dropped from disk and index.
    std::size_t trim(std::size_t keep) {
        std::lock_guard lk(mu_);
        std::vector<const Recording*> order = trimmable();
        std::ranges::sort(order, std::greater{}, &Recording::finished);
        std::size_t dropped = 0;
        for (const Recording* rec : order | std::views::drop(keep)) {
            std::error_code ec;
            fs::remove_all(rec->dir, ec);
            if (ec)
                continue;
            const std::string id = rec->id;
            by_id_.erase(id);
            ++dropped;
        }
        return dropped;
    }

    // Frees space by dropping whole days, oldest first.
    std::uint64_t reclaim(std::uint64_t want, std::chrono::hours min_age) {
        std::lock_guard lk(mu_);
        const auto limit = Clock::now() - min_age;
        std::uint64_t got = 0;
        for (auto it = by_id_.begin(); it != by_id_.end() && got < want;) {
            const Recording& rec = it->second;
            const bool old = rec.finished < limit;
            const bool held = rec.evidence || rec.playbacks > 0;
            std::error_code ec;
            if (!old || held || (fs::remove_all(rec.dir, ec), ec)) {
                ++it;
                continue;
            }
            got += rec.bytes;
            it = by_id_.erase(it);
        }
        return got;
    }

private:
    std::vector<const Recording*> trimmable() const {
        std::vector<const Recording*> out;
        for (const auto& [id, rec] : by_id_) {
            if (rec.evidence || rec.playbacks != 0)
                continue;
            out.push_back(&rec);
        }
        return out;
    }

    fs::path root_;
    std::mutex mu_;
    std::map<std::string, Recording> by_id_;
};

int main() {
    RecordingStore store("/var/lib/nvr");
    store.add({"cam1-0001", "/var/lib/nvr/cam1-0001", {}, 1u << 20});
    std::jthread player([&] {
        if (auto dir = store.begin_playback("cam1-0001")) {
            std::error_code ec;
            for (const auto& e : fs::directory_iterator(*dir, ec))
                (void)e.path();
            store.end_playback("cam1-0001");
        }
    });
    std::jthread keeper([&] {
        store.mark_evidence("cam1-0001", false);
        store.trim(500);
        store.reclaim(1ull << 30, std::chrono::hours(24 * 30));
    });
}
