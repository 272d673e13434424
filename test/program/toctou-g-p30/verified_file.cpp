// STD: c++20
#include "verified_file.hpp"

#include <cerrno>
#include <fcntl.h>
#include <stdexcept>
#include <system_error>
#include <unistd.h>

namespace cfg {

Fd& Fd::operator=(Fd&& o) noexcept
{
    if (this != &o) {
        reset();
        fd_ = o.fd_;
        o.fd_ = -1;
    }
    return *this;
}

void Fd::reset() noexcept
{
    if (fd_ >= 0)
        ::close(fd_);
    fd_ = -1;
}

bool acceptable(const struct stat& sb, uid_t owner)
{
    return S_ISREG(sb.st_mode) && (sb.st_uid == owner || sb.st_uid == 0) && !(sb.st_mode & (S_IWGRP | S_IWOTH));
}

void requireAcceptable(int fd, uid_t owner, const std::string& name)
{
    struct stat sb;
    if (::fstat(fd, &sb) != 0)
        throw std::system_error(errno, std::generic_category(), name);
    if (!acceptable(sb, owner))
        throw std::runtime_error(name + ": bad owner or mode");
}

Fd createState(const std::string& name)
{
    struct stat sb;
    if (::lstat(name.c_str(), &sb) == 0)
        throw std::runtime_error(name + " exists");
    const int fd = ::open(name.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd < 0)
        throw std::system_error(errno, std::generic_category(), name);
    return Fd(fd);
}

void adoptState(const Fd& fd, uid_t owner)
{
    if (::fchown(fd.get(), owner, static_cast<gid_t>(-1)) != 0 || ::fchmod(fd.get(), 0640) != 0)
        throw std::system_error(errno, std::generic_category(), "state");
}

} // namespace cfg
