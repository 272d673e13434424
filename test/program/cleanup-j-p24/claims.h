#pragma once

#include <mutex>
#include <string>
#include <unordered_set>

namespace store {

// Names of segment files that a merge, a query or an upload is working on.
class ClaimTable {
public:
    bool claim(const std::string& name);
    void drop(const std::string& name);
    bool contains(const std::string& name) const;
    std::mutex& mutex() const { return mu_; }
    bool containsLocked(const std::string& name) const { return names_.count(name) != 0; }

private:
    mutable std::mutex mu_;
    std::unordered_set<std::string> names_;
};

ClaimTable& claims();

}  // namespace store
