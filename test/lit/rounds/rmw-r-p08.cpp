// RUN: %tocsin %s
// STD: c++20
// Thumbnail service behind a photo browser: model threads ask, loader threads decode.
#include <cstddef>
#include <cstdint>
#include <future>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace gallery {

struct Pixmap {
    int width = 0;
    int height = 0;
    std::vector<std::uint8_t> rgba;
    std::size_t bytes() const { return rgba.size(); }
};

using PixmapPtr = std::shared_ptr<const Pixmap>;

class ThumbnailStore {
public:
    explicit ThumbnailStore(std::size_t limit) : limit_(limit) {}

    // Returns the thumbnail, decoding it if need be.
    PixmapPtr get(const std::string& path) {
        std::unique_lock<std::mutex> lk(mutex_);
        if (auto it = cache_.find(path); it != cache_.end())
            return it->second;
        PixmapPtr p = decode(lk, path);
        auto [it, fresh] = cache_.try_emplace(path, p);
        if (fresh) {
            order_.push_back(path);
            bytes_ += p->bytes();
            shrink();
        }
        return it->second;
    }

    // Replaces the thumbnail after the user edited the picture.
    void refresh(const std::string& path) {
        std::unique_lock<std::mutex> lk(mutex_);
        auto it = cache_.find(path);
        if (it == cache_.end())
            return;
        const std::size_t others = bytes_ - it->second->bytes();
        PixmapPtr p = decode(lk, path);
        auto now = cache_.find(path);
        if (now == cache_.end())
            return;
        now->second = p;
        bytes_ = others + p->bytes(); // EXPECT: lost-update
        shrink();
    }

    void refreshAll(const std::vector<std::string>& paths) {
        for (const auto& path : paths) {
            std::unique_lock<std::mutex> lk(mutex_);
            PixmapPtr p = decode(lk, path);
            auto it = cache_.find(path);
            if (it == cache_.end())
                continue;
            bytes_ += p->bytes();
            bytes_ -= it->second->bytes();
            it->second = std::move(p);
            shrink();
        }
    }

    // Called by the view while it scrolls; must not stall.
    void hintVisible(const std::string& path) {
        std::unique_lock<std::mutex> lk(mutex_, std::try_to_lock);
        if (!lk.owns_lock()) {
            ++missedHints_; // EXPECT: lost-update
            return;
        }
        if (cache_.count(path))
            order_.remove(path), order_.push_back(path);
    }

    // Called by the view on key repeat.
    bool hintSelected(const std::string& path) {
        std::unique_lock<std::mutex> lk(mutex_, std::defer_lock);
        if (!lk.try_lock())
            return false;
        selected_ = path;
        return true;
    }

    unsigned takeMissedHints() {
        std::lock_guard<std::mutex> lk(mutex_);
        return std::exchange(missedHints_, 0u);
    }

    std::size_t bytes() const {
        std::lock_guard<std::mutex> lk(mutex_);
        return bytes_;
    }

private:
    // Decoding takes long; others may use the store meanwhile.
    PixmapPtr decode(std::unique_lock<std::mutex>& lk, const std::string& path) {
        lk.unlock();
        auto p = std::make_shared<Pixmap>();
        p->width = 128;
        p->height = 64 + static_cast<int>(path.size() % 64);
        p->rgba.resize(static_cast<std::size_t>(p->width) * p->height * 4);
        lk.lock();
        return p;
    }

    // mutex_ held.
    void shrink() {
        while (bytes_ > limit_ && order_.size() > 1) {
            auto it = cache_.find(order_.front());
            if (it != cache_.end()) {
                bytes_ -= it->second->bytes();
                cache_.erase(it);
            }
            order_.pop_front();
        }
    }

    mutable std::mutex mutex_;
    std::unordered_map<std::string, PixmapPtr> cache_;
    std::list<std::string> order_;
    std::string selected_;
    std::size_t bytes_ = 0;
    unsigned missedHints_ = 0;
    const std::size_t limit_;
};

} // namespace gallery

int main() {
    gallery::ThumbnailStore store(8u << 20);
    std::vector<std::string> album;
    for (int i = 0; i < 300; ++i)
        album.push_back("img" + std::to_string(i * 37) + ".jpg");

    std::vector<std::future<void>> jobs;
    for (int j = 0; j < 4; ++j)
        jobs.push_back(std::async(std::launch::async, [&store, &album, j] {
            for (const auto& p : album) {
                store.get(p);
                store.hintVisible(p);
                if (j == 1)
                    store.refresh(p);
                if (j == 2)
                    store.hintSelected(p);
            }
            if (j == 3)
                store.refreshAll(album);
        }));
    for (auto& f : jobs)
        f.get();
    return store.takeMissedHints() < 1000 && store.bytes() > 0 ? 0 : 1;
}
