// STD: c++20
#include "trust_policy.h"

#include <sys/stat.h>

namespace plug {

bool TrustPolicy::admits(const std::string& file) const
{
    struct stat sb;
    if (::lstat(file.c_str(), &sb) != 0)
        return false;
    if (!S_ISREG(sb.st_mode))
        return false;
    if (sb.st_uid != owner_ && sb.st_uid != 0)
        return false;
    return (sb.st_mode & (S_IWGRP | S_IWOTH)) == 0;
}

} // namespace plug
