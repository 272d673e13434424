// RUN: %tocsin %s
// STD: c++20
// Set-uid print client: reads documents with the rights of the user who called it.
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <iostream>
#include <memory>
#include <string>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <system_error>
#include <unistd.h>
#include <vector>

namespace lpclient {

// Effective ids of the caller for the lifetime of the object.
class AsCaller {
public:
    AsCaller() : euid_(::geteuid()), egid_(::getegid()) {
        if (::setegid(::getgid()) != 0 || ::seteuid(::getuid()) != 0)
            throw std::system_error(errno, std::generic_category(), "drop");
    }
    AsCaller(const AsCaller &) = delete;
    AsCaller &operator=(const AsCaller &) = delete;
    ~AsCaller() {
        if (::seteuid(euid_) != 0 || ::setegid(egid_) != 0)
            std::abort();
    }

private:
    uid_t euid_;
    gid_t egid_;
};

static std::string slurp(int fd) {
    std::string out;
    char buf[8192];
    for (ssize_t n; (n = ::read(fd, buf, sizeof buf)) > 0;)
        out.append(buf, static_cast<std::size_t>(n));
    return out;
}

// access() only picks the message; the open itself runs as the caller.
bool read_document(const char *path, std::string &doc) {
    AsCaller scope;
    if (::access(path, R_OK) != 0) {
        std::cerr << path << ": you may not read this\n";
        return false;
    }
    int fd = ::open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    if (fd < 0)
        return false;
    doc = slurp(fd);
    ::close(fd);
    return true;
}

bool write_receipt(const std::string &path, const std::string &text) {
    pid_t pid = ::fork();
    if (pid < 0)
        return false;
    if (pid == 0) {
        if (::setgid(::getgid()) != 0 || ::setuid(::getuid()) != 0)
            ::_exit(1);
        int fd = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
        if (fd < 0)
            ::_exit(2);
        ssize_t n = ::write(fd, text.data(), text.size());
        ::_exit(n == static_cast<ssize_t>(text.size()) ? 0 : 3);
    }
    int st = 0;
    return ::waitpid(pid, &st, 0) == pid && WIFEXITED(st) && WEXITSTATUS(st) == 0;
}

// Spool space is an estimate for the progress bar.
void print_space(const char *spool) {
    struct statvfs vfs;
    if (::statvfs(spool, &vfs) == 0)
        std::cout << (vfs.f_bavail * vfs.f_frsize >> 20) << " MiB left in " << spool << '\n';
}

// Walks the list of configured spools; the buffer holds one candidate after the other.
int open_spool(const std::vector<std::string> &roots, const std::string &job) {
    char path[256];
    struct stat st;
    for (const auto &root : roots) {
        std::snprintf(path, sizeof path, "%s/accepting", root.c_str());
        if (::stat(path, &st) != 0)
            continue;
        std::snprintf(path, sizeof path, "%s/%s", root.c_str(), job.c_str());
        int fd = ::open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
        if (fd >= 0)
            return fd;
        if (errno == EEXIST)
            return -1;
    }
    return -1;
}

bool ensure_spool(const char *dir) {
    if (::access(dir, F_OK) == 0)
        return true;
    return ::mkdir(dir, 0700) == 0 || errno == EEXIST;
}

} // namespace lpclient

int main(int argc, char **argv) {
    using namespace lpclient;
    std::string doc;
    if (argc < 2 || !read_document(argv[1], doc))
        return 1;
    if (!ensure_spool("/var/spool/lpc"))
        return 1;
    print_space("/var/spool/lpc");
    int fd = open_spool({"/var/spool/lpc", "/var/spool/lpc2"}, "job-" + std::to_string(::getpid()));
    if (fd < 0)
        return 1;
    bool ok = ::write(fd, doc.data(), doc.size()) == static_cast<ssize_t>(doc.size());
    ok = ::close(fd) == 0 && ok;
    return ok && write_receipt("receipt.txt", "accepted\n") ? 0 : 1;
}
