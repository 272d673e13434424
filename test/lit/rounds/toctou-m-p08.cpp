// RUN: %tocsin %s
// STD: c++20
// Share server: users upload into and download from per-share directories they also reach over NFS.
#include <cerrno>
#include <cstdint>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <linux/openat2.h>
#include <optional>
#include <string>
#include <string_view>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace share {

namespace fs = std::filesystem;

class Share {
public:
    explicit Share(const fs::path &root)
        : root_(fs::absolute(root)), root_fd_(::open(root_.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC)) {
        if (root_fd_ < 0)
            throw std::system_error(errno, std::generic_category(), root_.string());
    }
    Share(const Share &) = delete;
    Share &operator=(const Share &) = delete;
    ~Share() { ::close(root_fd_); }

    std::optional<std::string> download(const std::string &rel) const {
        const auto wanted = root_ / rel;
        if (!inside(wanted))
            return std::nullopt;
        std::ifstream in(wanted, std::ios::binary); // EXPECT: file-toctou
        if (!in)
            return std::nullopt;
        return std::string(std::istreambuf_iterator<char>(in), {});
    }

    std::optional<std::string> preview(const std::string &rel, std::size_t limit) const {
        int fd = open_beneath(rel, O_RDONLY, 0);
        if (fd < 0)
            return std::nullopt;
        std::string out(limit, '\0');
        auto n = ::read(fd, out.data(), out.size());
        ::close(fd);
        if (n < 0)
            return std::nullopt;
        out.resize(static_cast<std::size_t>(n));
        return out;
    }

    bool reset(const std::string &name) const {
        if (name.find('/') != std::string::npos)
            return false;
        const auto p = root_ / name;
        std::error_code ec;
        const auto st = fs::symlink_status(p, ec);
        if (ec || st.type() != fs::file_type::regular)
            return false;
        fs::resize_file(p, 0, ec); // EXPECT: file-toctou
        return !ec;
    }

    bool reset_log(const std::string &name) const {
        if (name.find('/') != std::string::npos)
            return false;
        int fd = open_beneath(name + ".log", O_WRONLY | O_NOFOLLOW | O_NONBLOCK, 0);
        if (fd < 0)
            return false;
        struct stat st;
        bool ok = ::fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && ::ftruncate(fd, 0) == 0;
        ::close(fd);
        return ok;
    }

    // Refuses a name that is taken.
    bool upload(const std::string &rel, std::string_view data) const {
        int fd = open_beneath(rel, O_WRONLY | O_CREAT | O_EXCL, 0640);
        if (fd < 0)
            return false;
        bool ok = ::write(fd, data.data(), data.size()) == static_cast<ssize_t>(data.size());
        return ::close(fd) == 0 && ok;
    }

    std::string describe(const std::string &rel) const {
        std::error_code ec;
        const auto size = fs::file_size(root_ / rel, ec);
        return ec ? rel + ": " + ec.message() : rel + ": " + std::to_string(size);
    }

private:
    bool inside(const fs::path &p) const {
        std::error_code ec;
        const auto real = fs::weakly_canonical(p, ec);
        if (ec)
            return false;
        const auto rel = real.lexically_relative(fs::weakly_canonical(root_, ec));
        return !rel.empty() && *rel.begin() != "..";
    }

    int open_beneath(const std::string &rel, int flags, mode_t mode) const {
        open_how how{};
        how.flags = static_cast<std::uint64_t>(flags) | O_CLOEXEC;
        how.mode = mode;
        how.resolve = RESOLVE_BENEATH | RESOLVE_NO_MAGICLINKS;
        return static_cast<int>(::syscall(SYS_openat2, root_fd_, rel.c_str(), &how, sizeof how));
    }

    fs::path root_;
    int root_fd_;
};

} // namespace share

int main(int argc, char **argv) {
    if (argc < 3)
        return 2;
    share::Share s(argv[1]);
    if (!s.upload(argv[2], "hello"))
        return 1;
    auto text = s.download(argv[2]);
    auto head = s.preview(argv[2], 16);
    return text && head && s.reset(argv[2]) && s.reset_log("access") && !s.describe(argv[2]).empty() ? 0 : 1;
}
