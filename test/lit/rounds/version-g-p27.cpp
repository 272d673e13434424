// RUN: %tocsin %s
// STD: c++20
// Scene graph server: collaborative editor nodes with optimistic revisions.
#include <atomic>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <shared_mutex>
#include <string>
#include <utility>
#include <vector>

namespace scene {

struct Node {
    std::string name;
    std::vector<float> transform;
    std::string thumbnail;
    std::uint64_t revision = 1;
};

enum class Edit { Applied, Stale, NoNode };

class Renderer {
public:
    virtual ~Renderer() = default;
    virtual std::string thumbnail(const std::vector<float>& transform) = 0;
};

class Scene {
public:
    explicit Scene(Renderer& r) : renderer_(r) {}

    Edit setTransform(int id, std::vector<float> t, std::uint64_t baseRevision)
    {
        {
            std::shared_lock lk(mu_);
            const Node* n = lookup(id);
            if (!n)
                return Edit::NoNode;
            if (n->revision != baseRevision)
                return Edit::Stale;
        }
        std::string thumb = renderer_.thumbnail(t);   // slow, no lock
        std::unique_lock lk(mu_);
        if (const Edit e = admit(id, baseRevision); e != Edit::Applied)
            return e;
        Node& n = *nodes_[id];
        n.transform = std::move(t);
        n.thumbnail = std::move(thumb);
        n.revision++;
        return Edit::Applied;
    }

    Edit rename(int id, const std::string& name, std::uint64_t baseRevision)
    {
        std::unique_lock lk(mu_);
        Node* n = lookup(id);
        if (!n)
            return Edit::NoNode;
        if (n->revision != baseRevision)
            return Edit::Stale;
        Node copy = *n;
        copy.name = name;
        copy.revision = baseRevision + 1;
        *n = std::move(copy);
        return Edit::Applied;
    }

    // Snapshots replicated from the primary carry absolute revisions.
    Edit applyRemote(int id, const Node& incoming)
    {
        std::unique_lock lk(mu_);
        auto& slot = nodes_[id];
        if (slot && incoming.revision <= slot->revision)
            return Edit::Stale;
        slot = std::make_unique<Node>(incoming);
        return Edit::Applied;
    }

    bool refreshThumbnail(int id)
    {
        std::vector<float> t;
        std::uint64_t seen;
        {
            std::shared_lock lk(mu_);
            const Node* n = lookup(id);
            if (!n)
                return false;
            t = n->transform;
            seen = n->revision;
        }
        std::string thumb = renderer_.thumbnail(t);
        std::unique_lock lk(mu_);
        Node* n = lookup(id);
        if (n && n->revision == seen) {
            n->thumbnail = std::move(thumb);
            return true;
        }
        return false;
    }

    bool snapshot(int id, Node& out) const
    {
        std::shared_lock lk(mu_);
        auto it = nodes_.find(id);
        if (it == nodes_.end())
            return false;
        out = *it->second;
        return true;
    }

private:
    Node* lookup(int id)
    {
        auto it = nodes_.find(id);
        return it == nodes_.end() ? nullptr : it->second.get();
    }

    Edit admit(int id, std::uint64_t expected)
    {
        const Node* n = lookup(id);
        if (!n)
            return Edit::NoNode;
        return n->revision == expected ? Edit::Applied : Edit::Stale;
    }

    Renderer& renderer_;
    mutable std::shared_mutex mu_;
    std::map<int, std::unique_ptr<Node>> nodes_;
};

} // namespace scene
