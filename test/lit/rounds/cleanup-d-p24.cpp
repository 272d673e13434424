// RUN: %tocsin %s
// STD: c++20
// Workspace collector of the CI agent.  Every build holds a shared flock on its
// workspace directory for as long as it runs.
#include <cerrno>
#include <cstdio>
#include <ctime>
#include <optional>
#include <string>
#include <utility>

#include <dirent.h>
#include <fcntl.h>
#include <ftw.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace agent {

class Fd {
public:
    explicit Fd(int fd = -1) : fd_(fd) {}
    Fd(Fd&& o) noexcept : fd_(std::exchange(o.fd_, -1)) {}
    Fd& operator=(Fd&& o) noexcept {
        std::swap(fd_, o.fd_);
        return *this;
    }
    ~Fd() {
        if (fd_ >= 0)
            ::close(fd_);
    }
    int get() const { return fd_; }
    explicit operator bool() const { return fd_ >= 0; }

private:
    int fd_;
};

static int rm_cb(const char* p, const struct stat*, int, struct FTW*) { return ::remove(p); }

static int rm_tree(const std::string& path) { return ::nftw(path.c_str(), rm_cb, 32, FTW_DEPTH | FTW_PHYS); }

// Build side.
class Workspace {
public:
    static std::optional<Workspace> enter(const std::string& dir) {
        Fd fd(::open(dir.c_str(), O_RDONLY | O_DIRECTORY));
        if (!fd && errno == ENOENT && ::mkdir(dir.c_str(), 0755) == 0)
            fd = Fd(::open(dir.c_str(), O_RDONLY | O_DIRECTORY));
        if (!fd || ::flock(fd.get(), LOCK_SH) < 0)
            return std::nullopt;
        struct stat a, b;
        if (::fstat(fd.get(), &a) < 0 || ::stat(dir.c_str(), &b) < 0 || a.st_ino != b.st_ino)
            return std::nullopt; // collected while we waited; caller retries
        return Workspace(std::move(fd), dir);
    }

private:
    Workspace(Fd fd, std::string dir) : fd_(std::move(fd)), dir_(std::move(dir)) {}
    Fd fd_;
    std::string dir_;
};

struct CollectResult {
    int removed = 0, busy = 0, failed = 0;
};

CollectResult collect(const std::string& root, std::time_t max_age) {
    CollectResult res;
    DIR* d = ::opendir(root.c_str());
    if (!d)
        return res;
    const std::time_t cutoff = std::time(nullptr) - max_age;
    while (dirent* e = ::readdir(d)) {
        if (e->d_name[0] == '.')
            continue;
        Fd fd(::openat(::dirfd(d), e->d_name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW));
        struct stat st;
        if (!fd || ::fstat(fd.get(), &st) < 0)
            continue;
        if (st.st_mtime >= cutoff)
            continue;
        if (::flock(fd.get(), LOCK_EX | LOCK_NB) < 0) {
            ++res.busy;
            continue;
        }
        struct stat cur;
        if (::fstatat(::dirfd(d), e->d_name, &cur, AT_SYMLINK_NOFOLLOW) < 0 || cur.st_ino != st.st_ino)
            continue;
        if (rm_tree(root + "/" + e->d_name) == 0)
            ++res.removed;
        else
            ++res.failed;
    }
    ::closedir(d);
    return res;
}

} // namespace agent
