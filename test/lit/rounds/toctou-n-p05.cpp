// RUN: %tocsin %s
// STD: c++20
// WebDAV back end: maps request paths of a share to files. Members of a share
// can also reach it by SFTP, where they may create links.
#include <fcntl.h>
#include <linux/openat2.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <fstream>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

namespace fs = std::filesystem;

namespace dav {

enum class Status { Created = 201, NoContent = 204, Forbidden = 403, NotFound = 404, Failed = 500 };

class Fd {
public:
    explicit Fd(int fd = -1) : fd_(fd) {}
    Fd(Fd &&o) noexcept : fd_(std::exchange(o.fd_, -1)) {}
    Fd(const Fd &) = delete;
    ~Fd() { if (fd_ >= 0) ::close(fd_); }
    int get() const { return fd_; }
    explicit operator bool() const { return fd_ >= 0; }
private:
    int fd_;
};

class Share {
public:
    explicit Share(const fs::path &root)
        : rootfd_(::open(root.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC))
    {
        if (!rootfd_)
            throw std::system_error(errno, std::generic_category(), root.string());
        root_ = fs::read_symlink("/proc/self/fd/" + std::to_string(rootfd_.get()));
    }

    Status put(std::string_view rel, std::span<const char> body);
    Status append_note(std::string_view rel, std::string_view text);

private:
    std::optional<fs::path> locate(std::string_view rel) const;
    Fd open_beneath(std::string_view rel, int flags, mode_t mode) const;

    Fd rootfd_;
    fs::path root_;
};

std::optional<fs::path> Share::locate(std::string_view rel) const
{
    std::error_code ec;
    fs::path full = fs::weakly_canonical(root_ / fs::path(rel).relative_path(), ec);
    if (ec)
        return std::nullopt;
    auto [r, f] = std::mismatch(root_.begin(), root_.end(), full.begin(), full.end());
    if (r != root_.end() || f == full.end())
        return std::nullopt;
    return full;
}

Fd Share::open_beneath(std::string_view rel, int flags, mode_t mode) const
{
    std::string name(fs::path(rel).relative_path());
    open_how how{};
    how.flags = static_cast<__u64>(flags | O_CLOEXEC);
    how.mode = (flags & O_CREAT) ? mode : 0;
    how.resolve = RESOLVE_BENEATH | RESOLVE_NO_MAGICLINKS;
    return Fd(static_cast<int>(::syscall(SYS_openat2, rootfd_.get(), name.c_str(), &how, sizeof how)));
}

Status Share::put(std::string_view rel, std::span<const char> body)
{
    auto target = locate(rel);
    if (!target)
        return Status::Forbidden;

    std::ofstream out(*target, std::ios::binary | std::ios::trunc); // EXPECT: file-toctou
    if (!out)
        return Status::NotFound;
    out.write(body.data(), static_cast<std::streamsize>(body.size()));
    out.close();
    return out ? Status::Created : Status::Failed;
}

Status Share::append_note(std::string_view rel, std::string_view text)
{
    Fd fd = open_beneath(rel, O_WRONLY | O_APPEND | O_CREAT | O_NOCTTY, 0660);
    if (!fd)
        return errno == EXDEV || errno == ELOOP ? Status::Forbidden : Status::NotFound;
    while (!text.empty()) {
        ssize_t n = ::write(fd.get(), text.data(), text.size());
        if (n < 0) {
            if (errno == EINTR)
                continue;
            return Status::Failed;
        }
        text.remove_prefix(static_cast<std::size_t>(n));
    }
    return Status::NoContent;
}

} // namespace dav

int main(int argc, char **argv)
{
    if (argc != 3)
        return 2;
    dav::Share share(argv[1]);
    static const char body[] = "<probe/>";
    auto st = share.put(argv[2], std::span<const char>(body, sizeof body - 1));
    if (st == dav::Status::Created)
        st = share.append_note("log.txt", "probe written\n");
    return st == dav::Status::NoContent ? 0 : 1;
}
