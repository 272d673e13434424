// RUN: %tocsin %s
// STD: c++20
// File commands of an FTP server session.
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>
#include <string>

namespace ftpd {

struct FileCloser { void operator()(std::FILE* f) const { if (f) std::fclose(f); } };
using File = std::unique_ptr<std::FILE, FileCloser>;

class Channel {
public:
    virtual ~Channel() = default;
    virtual void reply(int code, const std::string& text) = 0;
    virtual long receive(std::FILE* into) = 0;
    virtual long receiveFd(int fd) = 0;
};

class Session {
public:
    Session(Channel& ch, std::string home) : ch_(ch), cwd_(std::move(home)) {}

    void stou(const std::string& base);
    void appe(const std::string& arg);
    void rnfr(const std::string& arg) { renameFrom_ = resolve(arg); ch_.reply(350, "ready"); }
    void rnto(const std::string& arg);
    void dele(const std::string& arg);
    void mkd(const std::string& arg);
    void siteChmod(const std::string& arg, mode_t mode);

private:
    std::string resolve(const std::string& a) const { return a.front() == '/' ? a : cwd_ + "/" + a; }
    std::string freeName(const std::string& base) const;
    void error(const std::string& what) { ch_.reply(550, what + ": " + std::strerror(errno)); }

    Channel& ch_;
    std::string cwd_;
    std::string renameFrom_;
};

std::string Session::freeName(const std::string& base) const
{
    for (unsigned i = 0; i < 10000; ++i) {
        std::string name = cwd_ + "/" + base + "." + std::to_string(i);
        struct stat st;
        if (::stat(name.c_str(), &st) < 0 && errno == ENOENT)
            return name;
    }
    return {};
}

void Session::stou(const std::string& base)
{
    const std::string name = freeName(base);
    if (name.empty())
        return ch_.reply(452, "no unique name left");
    File f(std::fopen(name.c_str(), "wb")); // EXPECT: file-toctou
    if (!f)
        return error(name);
    long n = ch_.receive(f.get());
    ch_.reply(n < 0 ? 426 : 250, "FILE: " + name);
}

void Session::appe(const std::string& arg)
{
    const std::string name = resolve(arg);
    int fd = ::open(name.c_str(), O_WRONLY | O_APPEND | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    struct stat st;
    if (fd < 0)
        return error(name);
    if (::fstat(fd, &st) < 0 || !S_ISREG(st.st_mode)) {
        ::close(fd);
        return ch_.reply(550, "not a plain file");
    }
    long n = ch_.receiveFd(fd);
    ::close(fd);
    ch_.reply(n < 0 ? 426 : 226, "done");
}

void Session::rnto(const std::string& arg)
{
    const std::string to = resolve(arg);
    if (renameFrom_.empty())
        return ch_.reply(503, "RNFR first");
    if (::access(to.c_str(), F_OK) == 0)
        return ch_.reply(553, "target exists, will not overwrite");
    if (::rename(renameFrom_.c_str(), to.c_str()) < 0) // EXPECT: file-toctou
        return error(to);
    renameFrom_.clear();
    ch_.reply(250, "renamed");
}

void Session::dele(const std::string& arg)
{
    const std::string name = resolve(arg);
    if (::unlink(name.c_str()) < 0)
        return error(name);
    ch_.reply(250, "deleted");
}

void Session::mkd(const std::string& arg)
{
    const std::string name = resolve(arg);
    struct stat st;
    if (::mkdir(name.c_str(), 0755) == 0)
        return ch_.reply(257, name);
    if (errno == EEXIST && ::stat(name.c_str(), &st) == 0 && S_ISDIR(st.st_mode))
        return ch_.reply(257, name + " (already there)");
    error(name);
}

void Session::siteChmod(const std::string& arg, mode_t mode)
{
    const std::string name = resolve(arg);
    struct stat st;
    if (::lstat(name.c_str(), &st) < 0)
        return error(name);
    if (S_ISLNK(st.st_mode))
        return ch_.reply(550, "will not follow links");
    if (::chmod(name.c_str(), mode & 0777) < 0) // EXPECT: file-toctou
        return error(name);
    ch_.reply(200, "mode set");
}

} // namespace ftpd
