// RUN: %tocsin %s
// STD: c++20
// Where the name lives between the two calls: member, field, buffer, string, copy, helper.
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <string>
#include <string_view>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

class Ledger {
public:
    explicit Ledger(std::string p) : path_(std::move(p)) {}
    int member()
    {
        struct stat st;
        if (::stat(path_.c_str(), &st) != 0 || st.st_uid != ::getuid())
            return -1;
        return ::open(path_.c_str(), O_WRONLY | O_TRUNC); // EXPECT: file-toctou
    }
    int across_methods()
    {
        if (!mine())
            return -1;
        return ::open(path_.data(), O_WRONLY | O_APPEND); // EXPECT: file-toctou
    }
    int descriptor()
    {
        struct stat st;
        const int fd = ::open(path_.c_str(), O_WRONLY | O_NOFOLLOW | O_CLOEXEC);
        if (fd >= 0 && (::fstat(fd, &st) != 0 || st.st_uid != ::getuid())) {
            ::close(fd);
            return -1;
        }
        return fd;
    }
private:
    bool mine() const
    {
        struct stat st;
        return ::stat(path_.c_str(), &st) == 0 && st.st_uid == ::getuid();
    }
    std::string path_;
};

struct Job { char spool[256]; const char *key; int tries; };

int struct_field(Job *job)
{
    struct stat st;
    if (::lstat(job->key, &st) != 0 || S_ISLNK(st.st_mode))
        return -1;
    return ::chmod(job->key, 0600); // EXPECT: file-toctou
}

int struct_other_field(Job *job)
{
    struct stat st;
    if (::lstat(job->key, &st) != 0 || S_ISLNK(st.st_mode))
        return -1;
    return ::open(job->spool, O_WRONLY | O_APPEND | O_NOFOLLOW);
}

int buffer_once(const char *dir, const char *name)
{
    char buf[512];
    std::snprintf(buf, sizeof buf, "%s/%s.out", dir, name);
    if (::access(buf, F_OK) == 0)
        return -1;
    return ::creat(buf, 0644); // EXPECT: file-toctou
}

int buffer_rebuilt(const char *dir, const char *name, const char *unit)
{
    char buf[512];
    std::snprintf(buf, sizeof buf, "%s/%s.enabled", dir, name);
    if (::access(buf, F_OK) != 0)
        return -1;
    std::snprintf(buf, sizeof buf, "%s/%s.log", dir, unit);
    return ::open(buf, O_WRONLY | O_CREAT | O_APPEND, 0644);
}

int string_copied(const std::string &dir)
{
    const std::string a = dir + "/pid";
    if (::access(a.c_str(), F_OK) == 0)
        return -1;
    const std::string b = a;
    return ::creat(b.c_str(), 0644); // EXPECT: file-toctou
}

int string_extended(std::string p)
{
    if (::access(p.c_str(), X_OK) != 0)
        return -1;
    p += ".journal";
    return ::open(p.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
}

static int replace_file(const char *p)
{
    return ::open(p, O_WRONLY | O_CREAT | O_TRUNC, 0600); // EXPECT: file-toctou
}

int use_in_helper(const char *p)
{
    if (::access(p, F_OK) == 0)
        return -1;
    return replace_file(p);
}

int same_dirfd(const char *dir, const char *leaf)
{
    struct stat st;
    int fd = -1;
    const int d = ::open(dir, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (d < 0 || std::strchr(leaf, '/')) {
        if (d >= 0)
            ::close(d);
        return -1;
    }
    if (::fstatat(d, leaf, &st, AT_SYMLINK_NOFOLLOW) == 0 && S_ISREG(st.st_mode))
        fd = ::openat(d, leaf, O_WRONLY | O_NOFOLLOW | O_CLOEXEC);
    ::close(d);
    return fd;
}

template <typename Path>
int template_path(const Path &p)
{
    if (::access(p.data(), W_OK) != 0)
        return -1;
    return ::open(p.data(), O_WRONLY | O_TRUNC); // EXPECT: file-toctou
}
template int template_path<std::string>(const std::string &);
