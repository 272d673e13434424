#include "invalidator.h"

#include <iostream>
#include <thread>

namespace maps {

std::size_t Invalidator::on_layer_change(const LayerChange& change) {
    std::size_t dropped = 0;
    for (const auto& tile : change.tiles) {
        const std::string key = key_of(change.layer, tile);
        if (cache_.generation(key) < change.generation) {
            if (cache_.erase(key)) // EXPECT: timestamp-cleanup
                ++dropped;
        }
    }
    return dropped;
}

std::size_t Invalidator::on_style_change(const std::vector<std::string>& tiles, std::uint64_t generation) {
    std::size_t dropped = 0;
    for (const auto& tile : tiles) {
        const std::string key = key_of("base", tile);
        const std::uint64_t seen = cache_.generation(key);
        if (seen >= generation)
            continue;
        if (cache_.erase_if_generation(key, seen))
            ++dropped;
    }
    return dropped;
}

}  // namespace maps

static void render(maps::TileCache& cache, const maps::LayerChange& change) {
    for (const auto& tile : change.tiles) {
        auto t = std::make_shared<maps::Tile>();
        t->generation = change.generation;
        t->png.assign(256, 0);
        cache.put(change.layer + '/' + tile, std::move(t));
    }
}

int main() {
    maps::TileCache cache(16);
    maps::Invalidator inv(cache);
    const maps::LayerChange change{"roads", 42, {"12/2200/1343", "12/2201/1343"}};
    std::thread renderer(render, std::ref(cache), std::cref(change));
    std::cout << inv.on_layer_change(change) << " dropped\n";
    std::cout << inv.on_style_change({"12/2200/1343"}, 43) << " dropped\n";
    renderer.join();
}
