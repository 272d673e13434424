// STD: c++20
#include "path.h"

#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <spawn.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

extern char** environ;

namespace mirror {

bool FilePath::exists() const {
    struct stat st;
    return ::stat(text_.c_str(), &st) == 0;
}

bool FilePath::isOwnedBy(uid_t uid) const {
    struct stat st;
    return ::stat(text_.c_str(), &st) == 0 && st.st_uid == uid && (st.st_mode & 022) == 0;
}

bool FilePath::writeAll(std::string_view data) const {
    std::FILE* f = std::fopen(text_.c_str(), "we");
    if (f == nullptr) return false;
    const bool ok = std::fwrite(data.data(), 1, data.size(), f) == data.size();
    return std::fclose(f) == 0 && ok;
}

bool FilePath::createNew(std::string_view data, mode_t mode) const {
    const int fd = ::open(text_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
    if (fd < 0) return false;
    const bool ok = ::write(fd, data.data(), data.size()) == static_cast<ssize_t>(data.size());
    return ::close(fd) == 0 && ok;
}

bool FilePath::setMode(mode_t mode) const {
    return ::chmod(text_.c_str(), mode) == 0; // EXPECT: create-then-name
}

bool FilePath::erase() const { return ::unlink(text_.c_str()) == 0 || errno == ENOENT; }

static int waitFor(pid_t pid) {
    int status = 0;
    while (::waitpid(pid, &status, 0) < 0)
        if (errno != EINTR) return -1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

int FilePath::execute() const {
    char* argv[] = {const_cast<char*>(text_.c_str()), nullptr};
    pid_t pid = -1;
    if (::posix_spawn(&pid, text_.c_str(), nullptr, nullptr, argv, environ) != 0) return -1; // EXPECT: file-toctou
    return waitFor(pid);
}

int FilePath::executeOwnedBy(uid_t uid) const {
    // Stays open across the exec: scripts are reached through /dev/fd.
    const int fd = ::open(text_.c_str(), O_RDONLY);
    if (fd < 0) return -1;
    struct stat st;
    if (::fstat(fd, &st) != 0 || st.st_uid != uid || (st.st_mode & 022) != 0) {
        ::close(fd);
        return -1;
    }
    const pid_t pid = ::fork();
    if (pid == 0) {
        char* argv[] = {const_cast<char*>(text_.c_str()), nullptr};
        ::fexecve(fd, argv, environ);
        ::_exit(127);
    }
    ::close(fd);
    return pid < 0 ? -1 : waitFor(pid);
}

} // namespace mirror
