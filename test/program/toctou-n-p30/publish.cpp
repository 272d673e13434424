// STD: c++20
#include "publish.h"

#include <cerrno>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

namespace repo {

Draft::Draft(const std::filesystem::path &dir) : name_((dir / ".draft-XXXXXX").string()), fd_(::mkostemp(name_.data(), O_CLOEXEC))
{
    if (fd_ < 0)
        throw std::system_error(errno, std::generic_category(), name_);
}

Draft::~Draft()
{
    if (fd_ >= 0)
        ::close(fd_);
    if (pending_)
        ::unlink(name_.c_str());
}

bool Draft::write(std::string_view data)
{
    while (!data.empty()) {
        ssize_t n = ::write(fd_, data.data(), data.size());
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return false;
        data.remove_prefix(static_cast<std::size_t>(n));
    }
    return true;
}

Outcome Draft::commit(const std::filesystem::path &target)
{
    if (::fchmod(fd_, 0444) != 0 || ::fsync(fd_) != 0)
        return Outcome::Failed;
    if (::renameat2(AT_FDCWD, name_.c_str(), AT_FDCWD, target.c_str(), RENAME_NOREPLACE) == 0) {
        pending_ = false;
        return Outcome::Published;
    }
    if (errno == EINVAL || errno == ENOSYS) {
        // The file system has no such rename; the draft's own name is
        // removed by the destructor.
        if (::link(name_.c_str(), target.c_str()) == 0)
            return Outcome::Published;
    }
    return errno == EEXIST ? Outcome::AlreadyThere : Outcome::Failed;
}

bool released(const std::filesystem::path &target)
{
    std::error_code ec;
    return std::filesystem::exists(target, ec);
}

} // namespace repo
