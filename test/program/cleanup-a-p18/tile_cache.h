#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace maps {

struct Tile {
    std::vector<unsigned char> png;
    std::uint64_t generation = 0;
};

// Sharded, internally synchronised; every member may be called from any thread.
class TileCache {
public:
    explicit TileCache(std::size_t shards);
    ~TileCache();
    TileCache(const TileCache&) = delete;
    TileCache& operator=(const TileCache&) = delete;

    std::shared_ptr<const Tile> get(const std::string& key) const;
    void put(const std::string& key, std::shared_ptr<const Tile> tile);

    std::uint64_t generation(const std::string& key) const;
    bool erase(const std::string& key);
    // Removes the tile only if it still has this generation.
    bool erase_if_generation(const std::string& key, std::uint64_t generation);

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace maps
