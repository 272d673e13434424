// STD: c++20
#include "dirlock.hpp"

#include <cerrno>
#include <fcntl.h>
#include <system_error>
#include <unistd.h>

namespace pkg {

DatabaseLock::DatabaseLock(const std::string& dir) {
    const std::string name = dir + "/lock";
    fd_ = ::open(name.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (fd_ < 0)
        throw std::system_error(errno, std::generic_category(), name);
    struct flock fl = {};
    fl.l_type = F_WRLCK;
    fl.l_whence = SEEK_SET;
    while (::fcntl(fd_, F_SETLKW, &fl) < 0) {
        if (errno != EINTR) {
            const int e = errno;
            ::close(fd_);
            throw std::system_error(e, std::generic_category(), name);
        }
    }
}

DatabaseLock::~DatabaseLock() {
    ::close(fd_);
}

} // namespace pkg
