// STD: c++17
#include "models.h"

#include <algorithm>
#include <system_error>

namespace serving {

namespace fs = std::filesystem;

bool ModelTable::load(const std::string& name, std::uint64_t version, const fs::path& dir) {
    auto m = std::make_unique<Model>();
    m->name = name;
    m->version = version;
    m->dir = dir;
    m->weights = std::make_unique<MappedFile>(dir / "weights.bin");
    m->loaded_at = Clock::now();
    std::lock_guard<std::mutex> g(mu_);
    for (const auto& other : models_)
        if (other->name == name && other->version == version) return false;
    models_.push_back(std::move(m));
    return true;
}

std::uint64_t ModelTable::newestLocked(const std::string& name) const {
    std::uint64_t v = 0;
    for (const auto& m : models_)
        if (m->name == name) v = std::max(v, m->version);
    return v;
}

Model* ModelTable::start(const std::string& name) {
    std::lock_guard<std::mutex> g(mu_);
    const auto v = newestLocked(name);
    for (auto& m : models_) {
        if (m->name == name && m->version == v) {
            ++m->running;
            return m.get();
        }
    }
    return nullptr;
}

void ModelTable::finish(Model* m) {
    std::lock_guard<std::mutex> g(mu_);
    --m->running;
}

int ModelTable::retireSuperseded(const std::string& name) {
    std::lock_guard<std::mutex> g(mu_);
    const auto newest = newestLocked(name);
    int n = 0;
    for (auto it = models_.begin(); it != models_.end();) {
        Model& m = **it;
        if (m.name != name || m.version >= newest || m.running > 0) {
            ++it;
            continue;
        }
        std::error_code ec;
        fs::remove_all(m.dir, ec);
        it = models_.erase(it);
        ++n;
    }
    return n;
}

int ModelTable::dropSuperseded(const Model& fresh) {
    std::lock_guard<std::mutex> g(mu_);
    int n = 0;
    for (auto it = models_.begin(); it != models_.end();) {
        Model& old = **it;
        if (old.name == fresh.name && old.version < fresh.version) {
            std::error_code ec;
            fs::remove_all(old.dir, ec); // EXPECT: timestamp-cleanup
            it = models_.erase(it);
            ++n;
        } else {
            ++it;
        }
    }
    return n;
}

int ModelTable::unloadAged(Clock::duration limit) {
    std::lock_guard<std::mutex> g(mu_);
    const auto before = models_.size();
    const auto horizon = Clock::now() - limit;
    auto tail = std::remove_if(models_.begin(), models_.end(), [horizon](const std::unique_ptr<Model>& m) { // EXPECT: timestamp-cleanup
        return m->loaded_at < horizon;
    });
    models_.erase(tail, models_.end());
    return static_cast<int>(before - models_.size());
}

}  // namespace serving
