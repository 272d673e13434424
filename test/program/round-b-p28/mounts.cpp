#include "mounts.hpp"

#include <cerrno>
#include <cstring>
#include <iostream>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

namespace box {

bool plainDirectory(const std::string& path)
{
    struct stat st {};
    return ::lstat(path.c_str(), &st) == 0 && S_ISDIR(st.st_mode);
}

int Sandbox::bindOne(const MountSpec& spec) const
{
    const unsigned long flags = MS_BIND | spec.flags;
    int rc = ::mount(spec.source.c_str(), spec.target.c_str(), nullptr, flags, nullptr); // EXPECT: file-toctou
    if (rc != 0)
        std::cerr << "mount " << spec.target << ": " << std::strerror(errno) << '\n';
    return rc;
}

int Sandbox::mountAll() const
{
    int done = 0;
    for (const auto& spec : specs_) {
        if (!plainDirectory(spec.target)) {
            std::cerr << spec.target << ": not a plain directory\n";
            return -1;
        }
        if (bindOne(spec) != 0)
            return -1;
        ++done;
    }
    return done;
}

bool Sandbox::enter() const
{
    if (!gate_(root_))
        return false;
    if (::chroot(root_.c_str()) != 0) { // EXPECT-MISS: file-toctou
        std::cerr << "chroot " << root_ << ": " << std::strerror(errno) << '\n';
        return false;
    }
    return ::chdir("/") == 0;
}

} // namespace box
