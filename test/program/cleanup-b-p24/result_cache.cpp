// STD: c++20
#include "result_cache.hpp"

const Result* ResultCache::lookup(const std::string& key) const {
    std::lock_guard<std::mutex> g(mu_);
    auto it = slots_.find(key);
    return it == slots_.end() ? nullptr : it->second.get();
}

void ResultCache::store(const std::string& key, std::uint64_t generation, std::vector<std::string> rows) {
    auto r = std::make_unique<Result>();
    r->generation = generation;
    r->rows = std::move(rows);
    std::lock_guard<std::mutex> g(mu_);
    slots_.emplace(key, std::move(r));
}

std::uint64_t ResultCache::generation(const std::string& key) const {
    std::lock_guard<std::mutex> g(mu_);
    auto it = slots_.find(key);
    return it == slots_.end() ? UINT64_MAX : it->second->generation;
}

void ResultCache::erase(const std::string& key) {
    std::lock_guard<std::mutex> g(mu_);
    slots_.erase(key);
}

std::size_t ResultCache::size() const {
    std::lock_guard<std::mutex> g(mu_);
    return slots_.size();
}
