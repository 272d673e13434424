// RUN: %tocsin %s
// STD: c++20
// Thumbnail cache of the gallery server.
#include <cstdint>
#include <fstream>
#include <iterator>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <unordered_map>
#include <vector>

namespace gallery {

struct Thumbnail {
    std::vector<std::uint8_t> pixels;
    unsigned width = 0;
};

using ThumbnailPtr = std::shared_ptr<const Thumbnail>;

class ThumbnailCache {
public:
    explicit ThumbnailCache(std::size_t budget) : budget_(budget) {}

    ThumbnailPtr get(const std::string& path);
    bool prefetch(const std::string& path);
    std::size_t bytes() const {
        std::lock_guard<std::mutex> lock(mutex_);
        return bytes_;
    }

private:
    static ThumbnailPtr decode(const std::string& path);
    void evictOverBudget();

    const std::size_t budget_;
    mutable std::mutex mutex_;
    std::unordered_map<std::string, ThumbnailPtr> entries_;
    std::list<std::string> order_;
    std::size_t bytes_ = 0;
};

ThumbnailPtr ThumbnailCache::decode(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    if (!in)
        return nullptr;
    auto t = std::make_shared<Thumbnail>();
    t->pixels.assign(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>());
    t->width = 160;
    return t;
}

// Caller holds mutex_.
void ThumbnailCache::evictOverBudget() {
    while (bytes_ > budget_ && !order_.empty()) {
        auto it = entries_.find(order_.front());
        if (it != entries_.end()) {
            bytes_ -= it->second->pixels.size();
            entries_.erase(it);
        }
        order_.pop_front();
    }
}

ThumbnailPtr ThumbnailCache::get(const std::string& path) {
    {
        std::lock_guard<std::mutex> lock(mutex_);
        auto it = entries_.find(path);
        if (it != entries_.end())
            return it->second;
    }

    // Decoding takes tens of milliseconds; other lookups go on meanwhile.
    ThumbnailPtr thumb = decode(path);
    if (!thumb)
        return nullptr;

    std::lock_guard<std::mutex> lock(mutex_);
    entries_[path] = thumb; // EXPECT: check-then-act
    order_.push_back(path);
    bytes_ += thumb->pixels.size();
    evictOverBudget();
    return thumb;
}

bool ThumbnailCache::prefetch(const std::string& path) {
    ThumbnailPtr thumb = decode(path);
    if (!thumb)
        return false;
    std::lock_guard<std::mutex> lock(mutex_);
    auto [it, inserted] = entries_.try_emplace(path, thumb);
    if (!inserted)
        return false;
    order_.push_back(path);
    bytes_ += it->second->pixels.size();
    evictOverBudget();
    return true;
}

class PageRenderer {
public:
    PageRenderer(ThumbnailCache& cache, std::vector<std::string> files)
        : cache_(cache), files_(std::move(files)) {}

    std::size_t renderAll() {
        std::size_t shown = 0;
        for (const auto& f : files_) {
            if (cache_.get(f))
                ++shown;
        }
        return shown;
    }

private:
    ThumbnailCache& cache_;
    std::vector<std::string> files_;
};

}  // namespace gallery

int main(int argc, char** argv) {
    gallery::ThumbnailCache cache(64u << 20);
    std::vector<std::string> files(argv + 1, argv + argc);
    std::vector<std::thread> clients;
    for (int i = 0; i < 4; ++i) {
        clients.emplace_back([&cache, files] {
            gallery::PageRenderer page(cache, files);
            page.renderAll();
        });
    }
    for (const auto& f : files)
        cache.prefetch(f);
    for (auto& c : clients)
        c.join();
    return cache.bytes() > 0 ? 0 : 1;
}
