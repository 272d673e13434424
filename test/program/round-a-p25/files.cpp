#include "files.hpp"

#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace blob {

FileHandle::~FileHandle()
{
    if (fd_ >= 0)
        ::close(fd_);
}

bool FileHandle::writeAll(const std::string& bytes)
{
    std::size_t done = 0;
    while (done < bytes.size()) {
        const ssize_t n = ::write(fd_, bytes.data() + done, bytes.size() - done);
        if (n < 0) {
            if (errno == EINTR)
                continue;
            return false;
        }
        done += static_cast<std::size_t>(n);
    }
    return ::fsync(fd_) == 0;
}

bool fileThere(const std::string& name)
{
    struct stat st;
    return ::stat(name.c_str(), &st) == 0;
}

FileHandle openNew(const std::string& name)
{
    constexpr int flags = O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC;
    return FileHandle(::open(name.c_str(), flags, 0640));
}

} // namespace blob
