#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>
#include <vector>

#include "ref.h"

namespace gfx {

// Raw pixel memory shared by all mip levels cut from it.
struct PixelBlock {
    std::atomic<int> users{1};
    std::vector<std::uint32_t> texels;

    static void drop(PixelBlock* b);
};

class Texture : public RefCounted {
public:
    Texture(std::string name, PixelBlock* block) : name_(std::move(name)), block_(block) {}
    const std::string& name() const { return name_; }
    Ref<Texture> mip() const;

private:
    ~Texture() override;
    std::string name_;
    PixelBlock* block_;
};

struct Material {
    std::string shader;
    std::uint32_t tint = 0xffffffffu;
};

class MaterialCache {
public:
    std::shared_ptr<Material> get(const std::string& shader);

private:
    std::mutex mu_;
    std::unordered_map<std::string, std::weak_ptr<Material>> live_;
};

std::uint32_t currentTint(const std::weak_ptr<Material>& w);
std::uint32_t currentTintOr(const std::weak_ptr<Material>& w, std::uint32_t fallback);

} // namespace gfx
