// STD: c++20
#include "trust.hpp"
#include <cstdio>
#include <sys/stat.h>

namespace gw {

bool meetsPolicy(const std::string &file, const Policy &policy)
{
    struct stat st{};
    if (::lstat(file.c_str(), &st) != 0)
        return false;
    if (!S_ISREG(st.st_mode))
        return false;
    if (st.st_uid != policy.owner) {
        std::fprintf(stderr, "%s: owned by uid %u\n", file.c_str(), static_cast<unsigned>(st.st_uid));
        return false;
    }
    const mode_t forbidden = policy.allowGroupWrite ? S_IWOTH : (S_IWGRP | S_IWOTH);
    return (st.st_mode & forbidden) == 0;
}

} // namespace gw
