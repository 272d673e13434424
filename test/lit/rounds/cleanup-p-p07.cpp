// RUN: %tocsin %s
// STD: c++20
// Upload heaps of the renderer. The streaming thread prepares resources some
// frames ahead; the render thread trims once per frame.
#include <atomic>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <mutex>
#include <new>
#include <thread>
#include <unordered_map>

namespace gfx {

using FrameIndex = std::uint32_t;

struct HeapDeleter {
    void operator()(std::byte* p) const { std::free(p); }
};

struct Allocation {
    std::unique_ptr<std::byte, HeapDeleter> mem;
    std::size_t size = 0;
    FrameIndex last_used = 0; // frame that reads it last, may be one still to come
    int pins = 0;             // command lists recorded against it
};

class UploadHeap {
public:
    using Id = std::uint64_t;

    // Makes sure `id` is resident when frame `target` is recorded.
    void prefetch(Id id, std::size_t size, FrameIndex target) {
        std::lock_guard lk(mu_);
        prepare(meshes_[id], size, target);
    }

    void prefetch_texture(Id id, std::size_t size, FrameIndex target) {
        std::lock_guard lk(mu_);
        prepare(textures_[id], size, target);
    }

    std::byte* pin(Id id, FrameIndex frame) {
        std::lock_guard lk(mu_);
        auto it = meshes_.find(id);
        if (it == meshes_.end()) {
            ++misses_;
            return nullptr;
        }
        it->second.pins++;
        if (newer(frame, it->second.last_used))
            it->second.last_used = frame;
        return it->second.mem.get();
    }

    void unpin(Id id) {
        std::lock_guard lk(mu_);
        if (auto it = meshes_.find(id); it != meshes_.end())
            it->second.pins--;
    }

    std::size_t trim_meshes(FrameIndex frame) {
        std::lock_guard lk(mu_);
        std::size_t freed = 0;
        for (auto it = meshes_.begin(); it != meshes_.end();) {
            const Allocation& a = it->second;
            if (a.pins > 0) {
                ++it;
                continue;
            }
            const FrameIndex unused_for = frame - a.last_used;
            if (unused_for <= kKeepFrames) { // EXPECT-MISS: unsigned-age
                ++it;
                continue;
            }
            freed += a.size;
            it = meshes_.erase(it);
        }
        return freed;
    }

    std::size_t trim_textures(FrameIndex frame) {
        std::lock_guard lk(mu_);
        std::size_t freed = 0;
        std::erase_if(textures_, [&](const auto& kv) {
            const Allocation& a = kv.second;
            const auto unused_for = static_cast<std::int32_t>(frame - a.last_used);
            if (a.pins > 0 || unused_for <= static_cast<std::int32_t>(kKeepFrames))
                return false;
            freed += a.size;
            return true;
        });
        return freed;
    }

    std::uint64_t misses() const {
        std::lock_guard lk(mu_);
        return misses_;
    }

private:
    static constexpr FrameIndex kKeepFrames = 120;

    static bool newer(FrameIndex a, FrameIndex b) { return static_cast<std::int32_t>(a - b) > 0; }

    static void prepare(Allocation& a, std::size_t size, FrameIndex target) {
        if (!a.mem) {
            a.mem.reset(static_cast<std::byte*>(std::aligned_alloc(256, (size + 255) & ~std::size_t{255})));
            if (!a.mem)
                throw std::bad_alloc();
            a.size = size;
            a.last_used = target;
        } else if (newer(target, a.last_used)) {
            a.last_used = target;
        }
    }

    mutable std::mutex mu_;
    std::unordered_map<Id, Allocation> meshes_;
    std::unordered_map<Id, Allocation> textures_;
    std::uint64_t misses_ = 0;
};

} // namespace gfx

int main() {
    gfx::UploadHeap heap;
    std::atomic<gfx::FrameIndex> frame{1};
    std::atomic<bool> quit{false};

    std::thread streamer([&] {
        for (std::uint64_t id = 0; !quit; ++id) {
            heap.prefetch(id % 64, 4096, frame + 3);
            heap.prefetch_texture(id % 16, 65536, frame + 6);
            std::this_thread::yield();
        }
    });
    for (int i = 0; i < 1000; ++i) {
        const gfx::FrameIndex f = ++frame;
        if (heap.pin(f % 64, f))
            heap.unpin(f % 64);
        heap.trim_meshes(f);
        heap.trim_textures(f);
    }
    quit = true;
    streamer.join();
    return heap.misses() > 900;
}
