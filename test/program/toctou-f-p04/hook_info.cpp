// STD: c++20
#include "hook_info.hpp"

#include <sys/stat.h>

namespace forge {

HookInfo inspectHook(const std::string& file) {
    HookInfo info;
    struct stat st{};
    if (::stat(file.c_str(), &st) != 0)
        return info;
    info.present = true;
    info.regular = S_ISREG(st.st_mode);
    info.owner = st.st_uid;
    info.mode = st.st_mode & 07777;
    return info;
}

bool trustworthy(const HookInfo& info, uid_t repoOwner) {
    if (!info.present || !info.regular)
        return false;
    if (info.owner != repoOwner && info.owner != 0)
        return false;
    return (info.mode & 0022) == 0 && (info.mode & 0100) != 0;
}

} // namespace forge
