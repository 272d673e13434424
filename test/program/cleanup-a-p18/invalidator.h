#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "tile_cache.h"

namespace maps {

struct LayerChange {
    std::string layer;
    std::uint64_t generation = 0;
    std::vector<std::string> tiles;
};

class Invalidator {
public:
    explicit Invalidator(TileCache& cache) : cache_(cache) {}

    std::size_t on_layer_change(const LayerChange& change);
    std::size_t on_style_change(const std::vector<std::string>& tiles, std::uint64_t generation);

private:
    static std::string key_of(const std::string& layer, const std::string& tile) { return layer + '/' + tile; }

    TileCache& cache_;
};

}  // namespace maps
