// STD: c++20
#include "shader_cache.h"

#include <cstdio>
#include <fstream>

namespace gfx {

namespace fs = std::filesystem;

static std::string hexName(std::uint64_t key) {
    char b[32];
    std::snprintf(b, sizeof b, "%016llx.spv", static_cast<unsigned long long>(key));
    return b;
}

DiskCache::DiskCache(fs::path dir, RemovalQueue& removals) : dir_(std::move(dir)), removals_(removals) {}

std::optional<std::vector<std::uint32_t>> DiskCache::load(std::uint64_t key) {
    fs::path file;
    {
        std::lock_guard lk(mu_);
        auto it = items_.find(key);
        if (it == items_.end()) return std::nullopt;
        file = it->second.file;
    }
    std::ifstream in(file, std::ios::binary);
    std::vector<std::uint32_t> words;
    std::uint32_t w;
    while (in.read(reinterpret_cast<char*>(&w), sizeof w)) words.push_back(w);
    return words;
}

void DiskCache::store(std::uint64_t key, const std::vector<std::uint32_t>& words) {
    const fs::path file = dir_ / hexName(key);
    std::ofstream out(file, std::ios::binary);
    out.write(reinterpret_cast<const char*>(words.data()), static_cast<std::streamsize>(words.size() * 4));
    std::lock_guard lk(mu_);
    items_[key] = Item{file, Clock::now()};
}

void DiskCache::scan(Clock::duration max_age) {
    std::lock_guard lk(mu_);
    const auto now = Clock::now();
    for (const auto& [key, item] : items_)
        if (now - item.stored > max_age) removals_.push(item.file);
}

}  // namespace gfx
