// STD: c++20
#include "image_store.h"
#include <cerrno>
#include <sys/mount.h>

namespace crt {

int ContainerManager::run(const std::string &digest, const std::string &name)
{
    Image img;
    if (!store_.find(digest, img))
        return -ENOENT;
    const std::string target = "/run/crt/" + name + "/merged";
    const std::string opts = "lowerdir=" + img.rootfs.string();
    if (::mount("overlay", target.c_str(), "overlay", MS_RDONLY, opts.c_str()) != 0)
        return -errno;
    std::lock_guard<std::mutex> g(mu_);
    live_[name] = digest;
    return 0;
}

void ContainerManager::stopped(const std::string &name)
{
    ::umount2(("/run/crt/" + name + "/merged").c_str(), MNT_DETACH);
    std::lock_guard<std::mutex> g(mu_);
    live_.erase(name);
}

std::size_t ContainerManager::running() const
{
    std::lock_guard<std::mutex> g(mu_);
    return live_.size();
}

} // namespace crt
