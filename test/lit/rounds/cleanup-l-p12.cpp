// RUN: %tocsin %s
// STD: c++20
// engine/render: GPU mesh cache
#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace render {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

struct Mesh {
    explicit Mesh(std::vector<float> v) : vertices(std::move(v)) { ++liveMeshes; }
    ~Mesh() { --liveMeshes; }
    std::vector<float> vertices;
    static inline std::atomic<int> liveMeshes{0};
};

class MeshLoader {
public:
    virtual ~MeshLoader() = default;
    virtual std::vector<float> load(std::string_view asset) = 0;
};

class MeshCache {
public:
    explicit MeshCache(MeshLoader &l) : loader_(l) {}

    std::shared_ptr<const Mesh> get(const std::string &asset)
    {
        std::scoped_lock lk(mu_);
        if (auto it = entries_.find(asset); it != entries_.end())
            return it->second.mesh;
        auto mesh = std::make_shared<Mesh>(loader_.load(asset));
        entries_.emplace(asset, Entry{mesh, Clock::now()});
        return mesh;
    }

    std::size_t collect()
    {
        std::scoped_lock lk(mu_);
        const auto now = Clock::now();
        return std::erase_if(entries_, [now](const auto &kv) {
            const Entry &e = kv.second;
            return now - e.loaded > kMinResidency && e.mesh.use_count() == 1;
        });
    }

    std::size_t footprint() const
    {
        std::scoped_lock lk(mu_);
        std::size_t n = 0;
        for (const auto &[name, e] : entries_)
            n += e.mesh->vertices.size() * sizeof(float);
        return n;
    }

private:
    static constexpr auto kMinResidency = 30s;

    struct Entry {
        std::shared_ptr<Mesh> mesh;
        Clock::time_point loaded{};
    };

    MeshLoader &loader_;
    mutable std::mutex mu_;
    std::unordered_map<std::string, Entry> entries_;
};

class Scene {
public:
    explicit Scene(MeshCache &c) : cache_(c) {}
    void place(const std::string &asset) { props_.push_back(cache_.get(asset)); }
    void unload() { props_.clear(); }
    std::size_t vertexCount() const
    {
        std::size_t n = 0;
        for (const auto &m : props_)
            n += m->vertices.size() / 3;
        return n;
    }

private:
    MeshCache &cache_;
    std::vector<std::shared_ptr<const Mesh>> props_;
};

} // namespace render
