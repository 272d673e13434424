// STD: c++20
#include "blob_file.h"

#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace store {

BlobFile &BlobFile::operator=(BlobFile &&other) noexcept {
    std::swap(fd_, other.fd_);
    return *this;
}

BlobFile::~BlobFile() {
    if (fd_ >= 0)
        ::close(fd_);
}

BlobFile BlobFile::createNew(const std::string &path, std::error_code &ec) {
    constexpr int flags = O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC;
    const int fd = ::open(path.c_str(), flags, 0640);
    if (fd < 0)
        ec.assign(errno, std::generic_category());
    else
        ec.clear();
    return BlobFile(fd);
}

bool BlobFile::write(std::string_view data, std::error_code &ec) {
    while (!data.empty()) {
        const ssize_t n = ::write(fd_, data.data(), data.size());
        if (n < 0) {
            if (errno == EINTR)
                continue;
            ec.assign(errno, std::generic_category());
            return false;
        }
        data.remove_prefix(static_cast<std::size_t>(n));
    }
    return true;
}

bool BlobFile::sync(std::error_code &ec) {
    if (::fdatasync(fd_) == 0)
        return true;
    ec.assign(errno, std::generic_category());
    return false;
}

bool nameTaken(const std::string &path) {
    struct stat st {};
    return ::lstat(path.c_str(), &st) == 0;
}

} // namespace store
