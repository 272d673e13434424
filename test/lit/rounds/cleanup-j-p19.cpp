// RUN: %tocsin %s
// STD: c++20
// Checkpoint retention of the stream processor.  Restores and replicas pin a
// checkpoint while they copy it.
#include <algorithm>
#include <cstdio>
#include <ctime>
#include <filesystem>
#include <mutex>
#include <set>
#include <string>
#include <vector>

namespace fs = std::filesystem;

struct Checkpoint {
    std::string id;
    fs::path dir;
    std::time_t created;
};

class CheckpointStore {
public:
    explicit CheckpointStore(fs::path root) : root_(std::move(root)) {}

    void add(const std::string& id) {
        std::lock_guard<std::mutex> g(mu_);
        items_.push_back({id, root_ / id, std::time(nullptr)});
    }

    bool pin(const std::string& id) {
        std::lock_guard<std::mutex> g(mu_);
        for (const auto& c : items_)
            if (c.id == id)
                return pinned_.insert(id).second;
        return false;
    }

    void unpin(const std::string& id) {
        std::lock_guard<std::mutex> g(mu_);
        pinned_.erase(id);
    }

    void retainUnpinned(std::size_t keep) {
        std::lock_guard<std::mutex> g(mu_);
        sortNewestFirst();
        for (std::size_t i = items_.size(); i > keep; --i) {
            const Checkpoint& c = items_[i - 1];
            if (pinned_.count(c.id) != 0)
                continue;
            std::error_code ec;
            fs::remove_all(c.dir, ec);
            if (!ec)
                items_.erase(items_.begin() + static_cast<std::ptrdiff_t>(i - 1));
        }
    }

    // Used when the volume runs low on space.
    void retain(std::size_t keep) {
        std::lock_guard<std::mutex> g(mu_);
        sortNewestFirst();
        while (items_.size() > keep) {
            const Checkpoint c = items_.back();
            std::error_code ec;
            fs::remove_all(c.dir, ec); // EXPECT: timestamp-cleanup
            if (ec)
                std::fprintf(stderr, "%s: %s\n", c.dir.c_str(), ec.message().c_str());
            items_.pop_back();
        }
    }

private:
    void sortNewestFirst() {
        std::sort(items_.begin(), items_.end(),
                  [](const Checkpoint& a, const Checkpoint& b) {
                      return a.created > b.created;
                  });
    }

    fs::path root_;
    std::mutex mu_;
    std::vector<Checkpoint> items_;
    std::set<std::string> pinned_;
};
