// STD: c++20
#include "fsprobe.hpp"
#include <sys/stat.h>

namespace artifact {

bool directoryPresent(const std::string &dir) noexcept
{
    struct stat info;
    return ::stat(dir.c_str(), &info) == 0 && S_ISDIR(info.st_mode);
}

}
