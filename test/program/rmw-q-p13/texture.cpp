// STD: c++20
#include "texture.h"

namespace gfx {

void PixelBlock::drop(PixelBlock* b) {
    b->users--;
    if (b->users == 0)
        delete b; // EXPECT: split-atomic
}

Texture::~Texture() {
    PixelBlock::drop(block_);
}

Ref<Texture> Texture::mip() const {
    block_->users.fetch_add(1, std::memory_order_relaxed);
    return Ref<Texture>(new Texture(name_ + ".mip", block_));
}

std::shared_ptr<Material> MaterialCache::get(const std::string& shader) {
    std::lock_guard lk(mu_);
    auto& slot = live_[shader];
    auto m = slot.lock();
    if (!m) {
        m = std::make_shared<Material>();
        m->shader = shader;
        slot = m;
    }
    return m;
}

std::uint32_t currentTint(const std::weak_ptr<Material>& w) {
    if (w.expired())
        return 0;
    return w.lock()->tint; // EXPECT: check-then-act
}

std::uint32_t currentTintOr(const std::weak_ptr<Material>& w, std::uint32_t fallback) {
    if (auto m = w.lock())
        return m->tint;
    return fallback;
}

} // namespace gfx
