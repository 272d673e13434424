// RUN: %tocsin %s
// STD: c++20
// Texture streaming pool.  Render passes keep a shared_ptr to a texture for as
// long as command buffers reference it.
#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>

namespace gfx {

using Clock = std::chrono::steady_clock;

struct DeviceApi {
    virtual ~DeviceApi() = default;
    virtual std::uint32_t createImage(int w, int h) = 0;
    virtual void destroyImage(std::uint32_t id) = 0;
};

class Texture {
public:
    Texture(DeviceApi& dev, int w, int h) : dev_(dev), id_(dev.createImage(w, h)) {}
    ~Texture() { dev_.destroyImage(id_); }
    Texture(const Texture&) = delete;
    Texture& operator=(const Texture&) = delete;
    std::uint32_t id() const { return id_; }

private:
    DeviceApi& dev_;
    std::uint32_t id_;
};

class TexturePool {
    struct Entry {
        std::shared_ptr<Texture> tex;
        Clock::time_point lastBound;
    };

public:
    TexturePool(DeviceApi& dev, std::chrono::seconds idle) : dev_(dev), idle_(idle) {}

    std::shared_ptr<Texture> bind(const std::string& name, int w, int h) {
        std::lock_guard<std::mutex> g(mu_);
        auto& e = entries_[name];
        if (!e.tex)
            e.tex = std::make_shared<Texture>(dev_, w, h);
        e.lastBound = Clock::now();
        return e.tex;
    }

    std::size_t collect() {
        std::lock_guard<std::mutex> g(mu_);
        const auto now = Clock::now();
        return std::erase_if(entries_, [&](const auto& kv) {
            const Entry& e = kv.second;
            return e.tex.use_count() == 1 && now - e.lastBound > idle_;
        });
    }

    std::size_t size() const {
        std::lock_guard<std::mutex> g(mu_);
        return entries_.size();
    }

private:
    DeviceApi& dev_;
    std::chrono::seconds idle_;
    mutable std::mutex mu_;
    std::map<std::string, Entry> entries_;
};

}  // namespace gfx
