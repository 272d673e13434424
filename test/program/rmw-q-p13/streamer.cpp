// STD: c++20
#include <thread>
#include <vector>

#include "texture.h"

namespace gfx {

struct DrawItem {
    Ref<Texture> tex;
    std::weak_ptr<Material> mat;
};

static std::uint64_t drawBatch(std::vector<DrawItem> items) {
    std::uint64_t sum = 0;
    std::vector<Ref<Texture>> lods;
    for (const auto& it : items) {
        lods.push_back(it.tex->mip());
        sum += currentTint(it.mat) + currentTintOr(it.mat, 1);
    }
    items.clear();
    for (const auto& l : lods)
        sum += l->name().size();
    return sum;
}

void streamLevel(MaterialCache& cache, const std::vector<std::string>& names, unsigned workers) {
    std::vector<DrawItem> items;
    std::vector<std::shared_ptr<Material>> pinned;
    for (const auto& n : names) {
        pinned.push_back(cache.get(n));
        auto* block = new PixelBlock;
        block->texels.assign(64 * 64, 0xff00ff00u);
        items.push_back(DrawItem{Ref<Texture>(new Texture(n, block)), pinned.back()});
    }

    std::vector<std::jthread> pool;
    for (unsigned w = 0; w < workers; ++w)
        pool.emplace_back([items]() mutable { drawBatch(std::move(items)); });

    items.clear();
    while (!pinned.empty())
        pinned.pop_back();
}

} // namespace gfx
