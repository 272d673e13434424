// RUN: %tocsin %s
// STD: c++20
// Texture streaming: residency manager of the game client.
#include <atomic>
#include <chrono>
#include <cstdint>
#include <list>
#include <mutex>
#include <string>
#include <unordered_map>
#include <vector>

namespace gfx {

using Clock = std::chrono::steady_clock;

struct Texture {
    std::string name;
    std::vector<std::byte> texels;
    std::atomic<int> refs{0};
    Clock::time_point lastUsed = Clock::now();
};

class TextureHandle {
public:
    explicit TextureHandle(Texture* t) : tex_(t) {}
    TextureHandle(TextureHandle&& o) noexcept : tex_(o.tex_) { o.tex_ = nullptr; }
    TextureHandle(const TextureHandle&) = delete;
    ~TextureHandle() {
        if (tex_)
            tex_->refs.fetch_sub(1);
    }
    const std::byte* data() const { return tex_ ? tex_->texels.data() : nullptr; }

private:
    Texture* tex_;
};

class Residency {
public:
    TextureHandle acquire(const std::string& name) {
        std::lock_guard lk(mu_);
        auto it = byName_.find(name);
        if (it == byName_.end())
            it = byName_.emplace(name, load(name)).first;
        it->second->refs.fetch_add(1);
        it->second->lastUsed = Clock::now();
        return TextureHandle(it->second);
    }

    void trim(std::chrono::seconds maxIdle) {
        const auto now = Clock::now();
        std::lock_guard lk(mu_);
        for (auto it = byName_.begin(); it != byName_.end();) {
            Texture* t = it->second;
            const bool idleTooLong = now - t->lastUsed > maxIdle;
            if (idleTooLong || t->refs.load() == 0) {
                it = byName_.erase(it);
                delete t; // EXPECT: timestamp-cleanup
            } else {
                ++it;
            }
        }
    }

private:
    static Texture* load(const std::string& name) {
        auto* t = new Texture;
        t->name = name;
        t->texels.resize(4u * 256 * 256);
        return t;
    }

    std::mutex mu_;
    std::unordered_map<std::string, Texture*> byName_;
};

} // namespace gfx

int main() {
    gfx::Residency r;
    auto h = r.acquire("terrain/rock01");
    r.trim(std::chrono::seconds(30));
    return h.data() == nullptr;
}
