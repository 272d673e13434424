#include "atomic_file.hpp"

#include <cerrno>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

namespace prefs {

namespace {
void raise(const std::string& what)
{
    throw std::system_error(errno, std::generic_category(), what);
}
} // namespace

mode_t modeOr(const std::string& file, mode_t fallback)
{
    struct stat st {};
    return ::stat(file.c_str(), &st) == 0 ? (st.st_mode & 0777) : fallback;
}

AtomicFile::AtomicFile(std::string target)
    : target_(std::move(target)), scratch_(target_ + ".XXXXXX")
{
    fd_ = ::mkostemp(scratch_.data(), O_CLOEXEC);
    if (fd_ < 0)
        raise("create " + scratch_);
    if (::fchmod(fd_, modeOr(target_, 0600)) != 0) {
        int saved = errno;
        ::close(fd_);
        ::unlink(scratch_.c_str());
        errno = saved;
        raise("fchmod " + scratch_);
    }
}

AtomicFile::~AtomicFile()
{
    if (fd_ >= 0) {
        ::close(fd_);
        ::unlink(scratch_.c_str());
    }
}

void AtomicFile::write(std::string_view data)
{
    while (!data.empty()) {
        ssize_t n = ::write(fd_, data.data(), data.size());
        if (n < 0) {
            if (errno == EINTR)
                continue;
            raise("write " + scratch_);
        }
        data.remove_prefix(static_cast<std::size_t>(n));
    }
}

void AtomicFile::commit()
{
    if (::fsync(fd_) != 0)
        raise("fsync " + scratch_);
    if (::rename(scratch_.c_str(), target_.c_str()) != 0)
        raise("rename " + target_);
    ::close(fd_);
    fd_ = -1;
}

} // namespace prefs
