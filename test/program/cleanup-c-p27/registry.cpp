// STD: c++20
#include "bundle.hpp"

#include <utility>

namespace patchd {

void BundleRegistry::publish(AssetBundle b) {
    std::lock_guard<std::mutex> lk(mu_);
    bundles_.push_back(std::move(b));
}

bool BundleRegistry::beginDownload(const std::string &title, AssetBundle &out) {
    std::lock_guard<std::mutex> lk(mu_);
    AssetBundle *best = nullptr;
    for (auto &b : bundles_)
        if (b.title == title && (!best || best->version < b.version))
            best = &b;
    if (!best)
        return false;
    ++best->downloads;
    out = *best;
    return true;
}

void BundleRegistry::endDownload(const AssetBundle &done) {
    std::lock_guard<std::mutex> lk(mu_);
    for (auto &b : bundles_)
        if (b.title == done.title && b.version == done.version)
            --b.downloads;
}

void BundleRegistry::dropSuperseded(const AssetBundle &latest) {
    std::lock_guard<std::mutex> lk(mu_);
    for (const auto &old : bundles_) {
        if (old.title != latest.title)
            continue;
        if (old.version < latest.version)
            deleteBundleFiles(old); // EXPECT: timestamp-cleanup
    }
}

void BundleRegistry::dropUnreferenced(const AssetBundle &latest) {
    std::lock_guard<std::mutex> lk(mu_);
    for (const auto &old : bundles_) {
        if (old.title != latest.title || old.downloads > 0)
            continue;
        if (old.version < latest.version)
            deleteBundleFiles(old);
    }
}

} // namespace patchd
