#include "newfile.hpp"
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

UniqueFd::~UniqueFd()
{
    if (fd_ >= 0)
        ::close(fd_);
}

bool absent(const std::string& path)
{
    struct stat st;
    return ::lstat(path.c_str(), &st) != 0;
}

UniqueFd createNew(const std::string& path, mode_t mode)
{
    constexpr int flags = O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC;
    return UniqueFd{::open(path.c_str(), flags, mode)};
}
