// RUN: %tocsin %s
// STD: c++20
// Shared glyph atlases: text layers on several render threads keep an atlas
// alive, the cache itself only refers to it weakly.
#include <algorithm>
#include <cstdint>
#include <iostream>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace text {

struct FontKey {
    std::string family;
    int px;
    auto operator<=>(const FontKey &) const = default;
};

class Atlas {
public:
    explicit Atlas(FontKey key) : key_(std::move(key)), texels_(static_cast<std::size_t>(key_.px) * 1024) {}
    std::size_t bytes() const { return texels_.size(); }

private:
    FontKey key_;
    std::vector<std::uint8_t> texels_;
};

class AtlasCache {
public:
    std::shared_ptr<Atlas> get(const FontKey &key) {
        if (auto hit = find(key)) return hit;

        auto made = std::make_shared<Atlas>(key);
        const std::lock_guard lk(mu_);
        auto &slot = atlases_[key];
        if (auto other = slot.lock()) return other;
        slot = made;
        return made;
    }

    std::size_t prune() {
        const std::lock_guard lk(mu_);
        return std::erase_if(atlases_, [](const auto &kv) { return kv.second.expired(); });
    }

    std::size_t resident_bytes() const {
        std::vector<std::weak_ptr<Atlas>> refs;
        {
            const std::lock_guard lk(mu_);
            for (const auto &[key, ref] : atlases_)
                if (!ref.expired()) refs.push_back(ref);
        }
        std::size_t total = 0;
        for (const auto &ref : refs)
            if (const auto atlas = ref.lock()) total += atlas->bytes();
        return total;
    }

private:
    std::shared_ptr<Atlas> find(const FontKey &key) const {
        const std::lock_guard lk(mu_);
        const auto it = atlases_.find(key);
        return it == atlases_.end() ? nullptr : it->second.lock();
    }

    mutable std::mutex mu_;
    std::map<FontKey, std::weak_ptr<Atlas>> atlases_;
};

class Layer {
public:
    Layer(AtlasCache &cache, std::string family) : cache_(cache), family_(std::move(family)) {}

    void draw(int px) {
        if (!atlas_ || px != px_) {
            atlas_ = cache_.get({family_, px});
            px_ = px;
        }
        drawn_ += atlas_->bytes();
    }
    std::size_t drawn() const { return drawn_; }

private:
    AtlasCache &cache_;
    std::string family_;
    std::shared_ptr<Atlas> atlas_;
    int px_ = 0;
    std::size_t drawn_ = 0;
};

}  // namespace text

int main() {
    text::AtlasCache cache;
    std::vector<std::thread> renderers;
    std::vector<std::size_t> drawn(4);
    for (std::size_t r = 0; r < drawn.size(); ++r)
        renderers.emplace_back([&cache, &drawn, r] {
            text::Layer layer(cache, r % 2 ? "Inter" : "Noto Sans");
            for (int i = 0; i < 200; ++i) layer.draw(12 + i % 5);
            drawn[r] = layer.drawn();
        });
    for (int i = 0; i < 10; ++i) {
        std::cout << cache.resident_bytes() << " bytes resident, " << cache.prune() << " pruned\n";
        std::this_thread::sleep_for(std::chrono::milliseconds(2));
    }
    for (auto &t : renderers) t.join();
    std::cout << *std::max_element(drawn.begin(), drawn.end()) << '\n';
}
