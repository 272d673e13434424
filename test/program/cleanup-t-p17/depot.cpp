// STD: c++14
#include "artifact.h"

namespace depot {

void Depot::registerUpload(const std::string& name, const std::string& path) {
    std::lock_guard<std::mutex> g(mu_);
    auto& slot = items_[name];
    if (!slot) slot = std::make_unique<Artifact>(name, path);
}

bool Depot::download(const std::string& name, std::string* out) {
    Artifact* a = nullptr;
    std::string path;
    {
        std::lock_guard<std::mutex> g(mu_);
        auto it = items_.find(name);
        if (it == items_.end()) return false;
        a = it->second.get();
        a->beginDownload();
        path = a->path();
    }
    bool ok = store_.fetch(path, out);
    std::lock_guard<std::mutex> g(mu_);
    a->endDownload();
    return ok;
}

std::size_t Depot::nightly() {
    std::lock_guard<std::mutex> g(mu_);
    std::size_t n = 0;
    for (auto it = items_.begin(); it != items_.end();) {
        if (!it->second->isCollectable(keep_)) {
            ++it;
            continue;
        }
        store_.removeObject(it->second->path());
        it = items_.erase(it);
        ++n;
    }
    return n;
}

std::size_t Depot::onQuotaPressure() {
    std::lock_guard<std::mutex> g(mu_);
    std::size_t n = 0;
    for (auto it = items_.begin(); it != items_.end();) {
        Artifact& a = *it->second;
        if (a.isStale(keep_ / 4) && store_.removeObject(a.path())) { // EXPECT: timestamp-cleanup
            it = items_.erase(it);
            ++n;
        } else {
            ++it;
        }
    }
    return n;
}

}  // namespace depot
