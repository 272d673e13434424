// RUN: %tocsin %s
// REQUIRES: abseil
// STD: c++20
// Texture streaming for the open-world client: the residency manager keeps
// GPU-side pages; the render graph references pages while a frame is built.
#include <absl/time/clock.h>
#include <absl/time/time.h>
#include <array>
#include <cstdint>
#include <cstdio>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>

struct Page {
    std::string key;
    int refs = 0;
    absl::Time last_touched;
    std::array<std::uint8_t, 65536> texels;
};

class ResidencyManager {
public:
    ResidencyManager(absl::Duration idle, absl::Duration hard) : idle_(idle), hard_(hard) {}

    Page *reference(const std::string &key) {
        std::lock_guard<std::mutex> hold(mu_);
        std::unique_ptr<Page> &p = pages_[key];
        if (!p) {
            p = std::make_unique<Page>();
            p->key = key;
            loadTexels(*p);
        }
        ++p->refs;
        p->last_touched = absl::Now();
        return p.get();
    }

    void unreference(Page *p) {
        std::lock_guard<std::mutex> hold(mu_);
        --p->refs;
    }

    int evict() {
        const absl::Time now = absl::Now();
        int freed = 0;
        std::lock_guard<std::mutex> hold(mu_);
        for (auto it = pages_.begin(); it != pages_.end();) {
            Page *p = it->second.get();
            if (p->refs != 0) {
                // Levels that were unloaded in a hurry leave references.
                if (now - p->last_touched > hard_) {
                    std::fprintf(stderr, "page %s: %d refs, dropping\n", p->key.c_str(), p->refs);
                    it = pages_.erase(it); // EXPECT: timestamp-cleanup
                    ++freed;
                    continue;
                }
                ++it;
                continue;
            }
            if (now - p->last_touched > idle_) { // EXPECT: wall-clock-interval
                it = pages_.erase(it);
                ++freed;
            } else {
                ++it;
            }
        }
        return freed;
    }

private:
    void loadTexels(Page &p) { p.texels.fill(static_cast<std::uint8_t>(p.key.size())); }

    absl::Duration idle_, hard_;
    std::mutex mu_;
    std::unordered_map<std::string, std::unique_ptr<Page>> pages_;
};

int main() {
    ResidencyManager mgr(absl::Seconds(20), absl::Minutes(10));
    Page *p = mgr.reference("terrain/4/17");
    std::printf("%u %d\n", p->texels[0], mgr.evict());
    mgr.unreference(p);
}
