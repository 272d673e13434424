// STD: c++20
#include "registry.h"

namespace cfg {

std::optional<Entry> Registry::fetch(const std::string &key) const {
    std::lock_guard lk(mu_);
    auto it = entries_.find(key);
    if (it == entries_.end()) return std::nullopt;
    return it->second;
}

bool Registry::store(const std::string &key, const std::string &text, std::int64_t expected) {
    std::lock_guard lk(mu_);
    auto it = entries_.find(key);
    const std::int64_t current = it == entries_.end() ? kAbsent : it->second.version;
    if (expected != kWhatever && expected != current) return false;
    entries_[key] = Entry{text, ++last_version_};
    return true;
}

bool Registry::erase(const std::string &key, std::int64_t expected) {
    std::lock_guard lk(mu_);
    auto it = entries_.find(key);
    if (it == entries_.end()) return false;
    if (expected != kWhatever && expected != it->second.version) return false;
    entries_.erase(it);
    return true;
}

} // namespace cfg
