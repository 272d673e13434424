// RUN: %tocsin %s
// STD: c++20
// Table files of a small LSM store. File numbers only grow and are never used
// a second time; a file that no version names cannot be named again.
#include <algorithm>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <unordered_set>
#include <vector>

namespace fs = std::filesystem;

namespace lsm {

using FileNo = std::uint64_t;

struct Version {
    std::vector<FileNo> files;
};

class Store {
public:
    explicit Store(fs::path dir) : dir_(std::move(dir)), current_(std::make_shared<Version>()) { history_.push_back(current_); }

    FileNo beginOutput()
    {
        std::lock_guard lk(mu_);
        pending_.insert(++next_);
        return next_;
    }

    void commit(FileNo added, const std::vector<FileNo> &dropped)
    {
        std::lock_guard lk(mu_);
        auto v = std::make_shared<Version>(*current_);
        std::erase_if(v->files, [&](FileNo f) { return std::find(dropped.begin(), dropped.end(), f) != dropped.end(); });
        v->files.push_back(added);
        current_ = v;
        history_.push_back(std::move(v));
        pending_.erase(added);
    }

    std::shared_ptr<const Version> snapshot()
    {
        std::lock_guard lk(mu_);
        return current_;
    }

    void removeObsolete(std::chrono::minutes min_age);

private:
    std::unordered_set<FileNo> liveFilesLocked()
    {
        std::unordered_set<FileNo> live(pending_);
        for (auto it = history_.begin(); it != history_.end();) {
            if (const auto v = it->lock()) {
                live.insert(v->files.begin(), v->files.end());
                ++it;
            } else {
                it = history_.erase(it);
            }
        }
        return live;
    }

    fs::path dir_;
    std::mutex mu_;
    FileNo next_ = 0;
    std::shared_ptr<Version> current_;
    std::vector<std::weak_ptr<Version>> history_;
    std::unordered_set<FileNo> pending_;
};

void Store::removeObsolete(std::chrono::minutes min_age)
{
    std::vector<fs::path> doomed;
    {
        std::lock_guard lk(mu_);
        const auto live = liveFilesLocked();
        const auto horizon = fs::file_time_type::clock::now() - min_age;
        std::error_code ec;
        for (const auto &e : fs::directory_iterator(dir_, ec)) {
            if (e.path().extension() != ".tbl")
                continue;
            const FileNo no = std::stoull(e.path().stem().string());
            const bool keep = no > next_ || live.count(no) != 0;
            const auto written = e.last_write_time(ec);
            if (!keep && !ec && written < horizon)
                doomed.push_back(e.path());
        }
    }
    for (const auto &p : doomed) {
        std::error_code ec;
        fs::remove(p, ec); // EXPECT-NOISE: timestamp-cleanup
    }
}

} // namespace lsm

int main()
{
    lsm::Store s("/var/lib/lsm");
    std::jthread bg([&](std::stop_token st) {
        while (!st.stop_requested()) {
            s.removeObsolete(std::chrono::minutes(10));
            std::this_thread::sleep_for(std::chrono::minutes(1));
        }
    });
    s.commit(s.beginOutput(), {});
    return s.snapshot()->files.size() == 1 ? 0 : 1;
}
