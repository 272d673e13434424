// RUN: %tocsin %s
// STD: c++20
// Hot reload of asset bundles.  The content server pushes a newly unpacked bundle;
// streaming threads page meshes and textures in from the bundle's directory.
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <mutex>
#include <shared_mutex>
#include <string>
#include <unordered_map>
#include <vector>

namespace fs = std::filesystem;

namespace engine::assets {

struct Bundle {
    std::string name;
    std::uint32_t version = 0;
    fs::path dir;
    int streams = 0; // open streams on this version
};

class BundleRegistry {
public:
    // Content thread.
    void publish(const Bundle& fresh) {
        std::unique_lock lk(mu_);
        auto it = bundles_.find(fresh.name);
        if (it == bundles_.end()) {
            bundles_.emplace(fresh.name, fresh);
            return;
        }
        Bundle& old = it->second;
        if (old.version < fresh.version) {
            std::error_code ec;
            fs::remove_all(old.dir, ec); // EXPECT: timestamp-cleanup
            old = fresh;
        }
    }

    // Same for the localisation packs, which are replaced during matches.
    void publish_locale(const Bundle& fresh) {
        std::unique_lock lk(mu_);
        Bundle& old = locales_[fresh.name];
        if (old.version >= fresh.version)
            return;
        if (old.streams > 0)
            drain_.push_back(old);
        else if (!old.dir.empty())
            fs::remove_all(old.dir);
        old = fresh;
        old.streams = 0;
    }

    bool lookup(const std::string& name, Bundle* out) const {
        std::shared_lock lk(mu_);
        auto it = bundles_.find(name);
        if (it == bundles_.end())
            return false;
        *out = it->second;
        return true;
    }

    Bundle open_locale(const std::string& name) {
        std::unique_lock lk(mu_);
        Bundle& b = locales_[name];
        ++b.streams;
        return b;
    }

    void close_locale(const Bundle& b) {
        std::unique_lock lk(mu_);
        auto it = locales_.find(b.name);
        if (it != locales_.end() && it->second.version == b.version) {
            --it->second.streams;
            return;
        }
        for (auto d = drain_.begin(); d != drain_.end(); ++d) {
            if (d->name == b.name && d->version == b.version) {
                if (--d->streams == 0) {
                    fs::remove_all(d->dir);
                    drain_.erase(d);
                }
                return;
            }
        }
    }

private:
    mutable std::shared_mutex mu_;
    std::unordered_map<std::string, Bundle> bundles_;
    std::unordered_map<std::string, Bundle> locales_;
    std::vector<Bundle> drain_;
};

// Streaming thread: one mip level at a time.
class TextureStream {
public:
    TextureStream(const BundleRegistry& reg, const std::string& bundle) { reg.lookup(bundle, &bundle_); }

    std::vector<char> mip(const std::string& tex, int level) {
        std::ifstream in(bundle_.dir / (tex + ".mip" + std::to_string(level)), std::ios::binary);
        return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
    }

private:
    Bundle bundle_;
};

} // namespace engine::assets
