#pragma once
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <string>

#include "executor.h"

enum class EditStatus { Applied, RevisionConflict, Missing };
using EditDone = std::function<void(EditStatus)>;

struct SceneNode {
    uint64_t revision = 0;
    std::string mesh;
    std::string material;
};

// Scene graph of the collaborative level editor.
class SceneGraph {
public:
    explicit SceneGraph(Executor& exec) : exec_(exec) {}

    void setMesh(const std::string& id, uint64_t expectedRevision, std::string mesh, EditDone done);
    void setMaterial(const std::string& id, uint64_t expectedRevision, std::string material, EditDone done);
    EditStatus replaceWhenUnlocked(const std::string& id, uint64_t expectedRevision, const SceneNode& node);
    void freeze(bool on);
    void create(const std::string& id);

private:
    Executor& exec_;
    std::mutex mu_;
    std::condition_variable thawed_;
    bool frozen_ = false;
    std::map<std::string, SceneNode> nodes_;
};
