// STD: c++20
#include "image_store.h"
#include <system_error>

namespace fs = std::filesystem;

namespace crt {

ImageStore::ImageStore(fs::path root) : root_(std::move(root)) {}

std::size_t ImageStore::reload()
{
    std::map<std::string, Image> fresh;
    std::error_code ec;
    for (const auto &e : fs::directory_iterator(root_, ec)) {
        Image img;
        img.digest = e.path().filename().string();
        img.rootfs = e.path() / "rootfs";
        img.pulled = fs::last_write_time(e.path() / "manifest.json", ec);
        if (ec)
            continue;
        fresh.emplace(img.digest, img);
    }
    std::lock_guard<std::mutex> g(mu_);
    images_.swap(fresh);
    return images_.size();
}

std::vector<Image> ImageStore::list() const
{
    std::lock_guard<std::mutex> g(mu_);
    std::vector<Image> out;
    for (const auto &[d, img] : images_)
        out.push_back(img);
    return out;
}

bool ImageStore::find(const std::string &digest, Image &out) const
{
    std::lock_guard<std::mutex> g(mu_);
    auto it = images_.find(digest);
    if (it == images_.end())
        return false;
    out = it->second;
    return true;
}

bool ImageStore::removeImage(const Image &img)
{
    std::error_code ec;
    fs::remove_all(img.rootfs.parent_path(), ec);
    std::lock_guard<std::mutex> g(mu_);
    images_.erase(img.digest);
    return !ec;
}

} // namespace crt
