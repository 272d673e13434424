// RUN: %tocsin %s
// STD: c++20
// Texture streaming: the cache keeps weak references, scenes own the textures.
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <unordered_map>
#include <vector>

namespace gfx {

class Texture {
public:
    explicit Texture(std::string path) : path_(std::move(path)), mips_(12) {}
    void upload(int mip) { mips_[static_cast<std::size_t>(mip)].assign(1024u << mip, 0); }
    void dropMipsAbove(int mip) { mips_.resize(static_cast<std::size_t>(mip)); }
    std::size_t bytes() const {
        std::size_t n = 0;
        for (const auto& m : mips_)
            n += m.size();
        return n;
    }

private:
    std::string path_;
    std::vector<std::vector<std::uint8_t>> mips_;
};

class TextureListener {
public:
    virtual ~TextureListener() = default;
    virtual void textureReady(const std::string& path) = 0;
};

class TextureCache {
public:
    std::shared_ptr<Texture> get(const std::string& path) {
        std::lock_guard<std::mutex> lk(mu_);
        auto& slot = entries_[path];
        if (auto t = slot.lock())
            return t;
        auto t = std::make_shared<Texture>(path);
        slot = t;
        return t;
    }

    void watch(const std::string& path, std::weak_ptr<TextureListener> l) {
        std::lock_guard<std::mutex> lk(mu_);
        listeners_[path] = std::move(l);
    }

    // Loader thread: a file has been decoded.
    void announce(const std::string& path) {
        std::weak_ptr<TextureListener> l;
        {
            std::lock_guard<std::mutex> lk(mu_);
            auto it = listeners_.find(path);
            if (it == listeners_.end())
                return;
            l = it->second;
        }
        if (!l.expired())
            l.lock()->textureReady(path); // EXPECT: check-then-act
    }

    std::size_t residentBytes() {
        std::size_t n = 0;
        std::lock_guard<std::mutex> lk(mu_);
        for (auto it = entries_.begin(); it != entries_.end();) {
            if (it->second.expired()) {
                it = entries_.erase(it);
                continue;
            }
            if (auto t = it->second.lock())
                n += t->bytes();
            ++it;
        }
        return n;
    }

private:
    std::mutex mu_;
    std::unordered_map<std::string, std::weak_ptr<Texture>> entries_;
    std::unordered_map<std::string, std::weak_ptr<TextureListener>> listeners_;
};

// One scene per window, each on its own thread; all share one cache.
class Scene {
public:
    explicit Scene(TextureCache& c) : cache_(c) {}

    void load(const std::vector<std::string>& paths) {
        for (const auto& p : paths)
            textures_.push_back(cache_.get(p));
    }

    void trim(int keepMips) {
        for (auto& t : textures_) {
            if (t.use_count() == 1)
                t->dropMipsAbove(keepMips); // EXPECT-MISS: check-then-act
        }
    }

    void clear() { textures_.clear(); }

private:
    TextureCache& cache_;
    std::vector<std::shared_ptr<Texture>> textures_;
};

void renderWindows(TextureCache& cache, const std::vector<std::vector<std::string>>& windows) {
    std::vector<std::jthread> threads;
    for (const auto& paths : windows)
        threads.emplace_back([&cache, &paths] {
            Scene s(cache);
            s.load(paths);
            for (int frame = 0; frame < 600; ++frame)
                if (frame % 60 == 0)
                    s.trim(6);
        });
}

} // namespace gfx
