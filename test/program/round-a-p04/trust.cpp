#include "trust.h"

#include <cerrno>
#include <cstring>
#include <sys/stat.h>

namespace gw {

bool TrustPolicy::admits(const std::string& object) const
{
    struct stat sb{};
    if (::stat(object.c_str(), &sb) != 0) {
        reason_ = std::strerror(errno);
        return false;
    }
    if (!S_ISREG(sb.st_mode)) {
        reason_ = "not a regular file";
        return false;
    }
    if (sb.st_uid != owner_) {
        reason_ = "owned by uid " + std::to_string(sb.st_uid);
        return false;
    }
    if (sb.st_mode & (S_IWGRP | S_IWOTH)) {
        reason_ = "writable by others";
        return false;
    }
    reason_.clear();
    return true;
}

} // namespace gw
