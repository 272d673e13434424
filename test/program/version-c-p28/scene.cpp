// STD: c++20
#include "scene.h"

static std::string optimizeMesh(const std::string& mesh) {
    std::string out;
    for (char c : mesh)
        if (c != ' ') out += c;
    return out;
}

void SceneGraph::setMesh(const std::string& id, uint64_t expectedRevision, std::string mesh, EditDone done) {
    {
        std::lock_guard<std::mutex> g(mu_);
        auto it = nodes_.find(id);
        if (it == nodes_.end()) return done(EditStatus::Missing);
        if (it->second.revision != expectedRevision) return done(EditStatus::RevisionConflict);
    }
    exec_.post([this, id, expectedRevision, mesh = std::move(mesh), done = std::move(done)] {
        std::string packed = optimizeMesh(mesh);
        std::lock_guard<std::mutex> g(mu_);
        nodes_[id] = SceneNode{expectedRevision + 1, packed, "default"}; // EXPECT: unchecked-version
        done(EditStatus::Applied);
    });
}

void SceneGraph::setMaterial(const std::string& id, uint64_t expectedRevision, std::string material,
                             EditDone done) {
    exec_.post([this, id, expectedRevision, material = std::move(material), done = std::move(done)] {
        EditStatus st = EditStatus::Applied;
        {
            std::lock_guard<std::mutex> g(mu_);
            auto it = nodes_.find(id);
            if (it == nodes_.end()) {
                st = EditStatus::Missing;
            } else if (it->second.revision != expectedRevision) {
                st = EditStatus::RevisionConflict;
            } else {
                it->second.material = material;
                ++it->second.revision;
            }
        }
        done(st);
    });
}

EditStatus SceneGraph::replaceWhenUnlocked(const std::string& id, uint64_t expectedRevision,
                                           const SceneNode& node) {
    SceneNode next = node;
    std::unique_lock<std::mutex> lk(mu_);
    if (nodes_.count(id) == 0) return EditStatus::Missing;
    if (nodes_[id].revision != expectedRevision) return EditStatus::RevisionConflict;
    next.revision = expectedRevision + 1;
    thawed_.wait(lk, [this] { return !frozen_; });
    nodes_[id] = next; // EXPECT: unchecked-version
    return EditStatus::Applied;
}

void SceneGraph::freeze(bool on) {
    std::lock_guard<std::mutex> g(mu_);
    frozen_ = on;
    if (!on) thawed_.notify_all();
}

void SceneGraph::create(const std::string& id) {
    std::lock_guard<std::mutex> g(mu_);
    nodes_.emplace(id, SceneNode{});
}
