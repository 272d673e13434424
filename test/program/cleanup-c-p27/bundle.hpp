#pragma once
#include <cstdint>
#include <filesystem>
#include <map>
#include <mutex>
#include <string>
#include <vector>

namespace patchd {

struct AssetBundle {
    std::string title;
    std::uint32_t version = 0;
    std::filesystem::path dir;
    int downloads = 0;
};

class BundleRegistry {
public:
    void publish(AssetBundle b);
    bool beginDownload(const std::string &title, AssetBundle &out);
    void endDownload(const AssetBundle &b);

    // Called after a release went live.
    void dropSuperseded(const AssetBundle &latest);
    // Called by the operator console.
    void dropUnreferenced(const AssetBundle &latest);

private:
    std::mutex mu_;
    std::vector<AssetBundle> bundles_;
};

void deleteBundleFiles(const AssetBundle &b);

} // namespace patchd
