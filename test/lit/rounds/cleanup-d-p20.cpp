// RUN: %tocsin %s
// STD: c++20
// Chunk residency manager of the voxel world server.
#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <mutex>
#include <thread>
#include <unordered_map>
#include <vector>

namespace voxel {

inline std::uint32_t game_ms() {
    using namespace std::chrono;
    return static_cast<std::uint32_t>(
        duration_cast<milliseconds>(steady_clock::now().time_since_epoch()).count());
}

struct Chunk {
    std::array<std::uint16_t, 16 * 16 * 16> blocks{};
    std::atomic<int> pins{0};
    std::atomic<std::uint32_t> last_touch{0};
};

struct Mesh {
    std::vector<float> verts;
    std::atomic<std::uint32_t> last_drawn{0};
};

class World {
public:
    using Id = std::uint64_t;

    // Simulation threads.  Balanced by unpin().
    Chunk* pin(Id id) {
        std::lock_guard<std::mutex> lk(mu_);
        Chunk*& c = chunks_[id];
        if (!c)
            c = new Chunk;
        c->pins.fetch_add(1);
        c->last_touch.store(game_ms());
        return c;
    }

    void unpin(Chunk* c) {
        c->last_touch.store(game_ms());
        c->pins.fetch_sub(1);
    }

    // Network threads build and send meshes.
    Mesh* mesh(Id id) {
        std::lock_guard<std::mutex> lk(mu_);
        Mesh*& m = meshes_[id];
        if (!m)
            m = new Mesh;
        m->last_drawn.store(game_ms());
        return m;
    }

    void unload_chunks(std::uint32_t idle_ms) {
        const std::uint32_t now = game_ms();
        std::lock_guard<std::mutex> lk(mu_);
        for (auto it = chunks_.begin(); it != chunks_.end();) {
            Chunk* c = it->second;
            if (c->pins.load() == 0 && now - c->last_touch.load() > idle_ms) it = drop(chunks_, it); // EXPECT: unsigned-age
            else ++it;
        }
    }

    void unload_meshes(std::uint32_t idle_ms) {
        const std::uint32_t now = game_ms();
        std::lock_guard<std::mutex> lk(mu_);
        for (auto it = meshes_.begin(); it != meshes_.end();) {
            if (now - it->second->last_drawn.load() > idle_ms) it = drop(meshes_, it); // EXPECT: timestamp-cleanup, unsigned-age
            else ++it;
        }
    }

    // Debug console: unload what has not been touched for long, tick wrap included.
    void trim(std::int32_t idle_ms) {
        std::lock_guard<std::mutex> lk(mu_);
        for (auto it = chunks_.begin(); it != chunks_.end();) {
            Chunk* c = it->second;
            const auto idle = static_cast<std::int32_t>(game_ms() - c->last_touch.load());
            if (c->pins.load() == 0 && idle > idle_ms)
                it = drop(chunks_, it);
            else
                ++it;
        }
    }

private:
    template <typename M>
    static typename M::iterator drop(M& m, typename M::iterator it) {
        delete it->second;
        return m.erase(it);
    }

    std::mutex mu_;
    std::unordered_map<Id, Chunk*> chunks_;
    std::unordered_map<Id, Mesh*> meshes_;
};

void simulate(World& w, World::Id id) {
    Chunk* c = w.pin(id);
    for (auto& b : c->blocks)
        b = static_cast<std::uint16_t>(b + (b != 0));
    w.unpin(c);
}

} // namespace voxel

int main() {
    voxel::World w;
    std::jthread sim([&] { for (int i = 0; i < 1000; ++i) voxel::simulate(w, i % 32); });
    std::jthread net([&] { for (int i = 0; i < 1000; ++i) w.mesh(i % 32)->verts.push_back(1.f); });
    for (int i = 0; i < 50; ++i) {
        w.unload_chunks(5000);
        w.unload_meshes(20000);
    }
}
