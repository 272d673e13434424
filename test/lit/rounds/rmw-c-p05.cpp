// RUN: %tocsin %s
// STD: c++20
// Map tile cache shared by the HTTP workers.
#include <cstdint>
#include <memory>
#include <mutex>
#include <shared_mutex>
#include <string>
#include <thread>
#include <vector>

struct TileKey {
    int zoom, x, y;
    bool operator==(const TileKey& o) const { return zoom == o.zoom && x == o.x && y == o.y; }
};

using TilePtr = std::shared_ptr<const std::string>;

struct Slot {
    TileKey key;
    TilePtr tile;
    std::uint32_t hits;
};

class TileCache {
public:
    explicit TileCache(std::size_t limit) : limit_(limit) {}

    TilePtr get(const TileKey& key) {
        {
            std::shared_lock<std::shared_mutex> rd(mu_);
            for (Slot& s : slots_) {
                if (s.key == key) {
                    s.hits++; // EXPECT: lost-update
                    return s.tile;
                }
            }
        }
        TilePtr fresh = render(key);
        std::unique_lock<std::shared_mutex> wr(mu_);
        slots_.push_back(Slot{key, fresh, 0}); // EXPECT: check-then-act
        return fresh;
    }

    void trim() {
        std::unique_lock<std::shared_mutex> wr(mu_);
        while (slots_.size() > limit_) {
            std::size_t victim = 0;
            for (std::size_t i = 1; i < slots_.size(); ++i)
                if (slots_[i].hits < slots_[victim].hits)
                    victim = i;
            slots_[victim] = slots_.back();
            slots_.pop_back();
            ++epoch_;
        }
    }

    // The style sheet changed: clients must drop what they hold.
    void invalidate() {
        std::unique_lock<std::shared_mutex>(mu_);
        ++epoch_; // EXPECT: lost-update
    }

    unsigned epoch() const {
        std::shared_lock<std::shared_mutex> rd(mu_);
        return epoch_;
    }

    void decay() {
        std::unique_lock<std::shared_mutex> wr(mu_);
        for (Slot& s : slots_)
            s.hits /= 2;
    }

    std::size_t size() const {
        std::shared_lock<std::shared_mutex> rd(mu_);
        return slots_.size();
    }

private:
    static TilePtr render(const TileKey& k) {
        return std::make_shared<const std::string>(static_cast<std::size_t>(256 + k.zoom), 'x');
    }

    mutable std::shared_mutex mu_;
    std::vector<Slot> slots_;
    unsigned epoch_ = 0;
    const std::size_t limit_;
};

int main() {
    TileCache cache(128);
    std::vector<std::thread> http;
    for (int w = 0; w < 4; ++w)
        http.emplace_back([&cache, w] {
            for (int i = 0; i < 500; ++i)
                cache.get(TileKey{w % 3, i % 20, i % 7});
        });
    std::thread styles([&cache] {
        for (int i = 0; i < 10; ++i)
            cache.invalidate();
    });
    std::thread janitor([&cache] {
        for (int i = 0; i < 10; ++i) {
            cache.trim();
            cache.decay();
        }
    });
    for (auto& t : http)
        t.join();
    styles.join();
    janitor.join();
    return cache.size() && cache.epoch() ? 0 : 1;
}
