// STD: c++20
#include "object_index.h"

namespace edge {

void ObjectIndex::dropBody(const Object& o) {
    std::error_code ec;
    std::filesystem::remove(o.body, ec);
}

void ObjectIndex::put(const std::string& key, Object obj) {
    std::lock_guard lk(mu_);
    objects_[key] = std::move(obj);
}

std::optional<Object> ObjectIndex::get(const std::string& key) const {
    std::lock_guard lk(mu_);
    if (auto it = objects_.find(key); it != objects_.end()) return it->second;
    return std::nullopt;
}

std::uint64_t ObjectIndex::generation(const std::string& key) const {
    std::lock_guard lk(mu_);
    auto it = objects_.find(key);
    return it == objects_.end() ? ~std::uint64_t{0} : it->second.generation;
}

bool ObjectIndex::erase(const std::string& key) {
    std::lock_guard lk(mu_);
    auto it = objects_.find(key);
    if (it == objects_.end()) return false;
    dropBody(it->second);
    objects_.erase(it);
    return true;
}

bool ObjectIndex::eraseIfOlder(const std::string& key, std::uint64_t bound) {
    std::lock_guard lk(mu_);
    auto it = objects_.find(key);
    if (it == objects_.end() || it->second.generation >= bound) return false;
    objects_.erase(it);
    return true;
}

} // namespace edge
