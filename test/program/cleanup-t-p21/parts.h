#pragma once
#include <chrono>
#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <vector>

namespace mergetree {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

struct Part {
    std::string name;
    fs::path dir;
    bool outdated = false;          // under PartSet::lock_
    Clock::time_point outdated_at;  // under PartSet::lock_
};

using PartPtr = std::shared_ptr<Part>;

class PartSet {
public:
    PartSet(fs::path root, Clock::duration lifetime) : root_(std::move(root)), lifetime_(lifetime) {}

    void add(PartPtr part);
    std::vector<PartPtr> snapshot() const;
    void markOutdated(const std::string& name);

    fs::path beginTemporary(const std::string& name);
    void endTemporary(const std::string& name);

    std::size_t clearOldParts();
    std::size_t clearOldTemporaries(std::chrono::seconds min_age);

private:
    std::vector<PartPtr> grabOldParts();

    const fs::path root_;
    const Clock::duration lifetime_;
    mutable std::mutex lock_;
    std::map<std::string, PartPtr> parts_;  // names are unique for ever
    std::set<std::string> temporary_;
};

}  // namespace mergetree
