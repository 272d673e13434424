// RUN: %tocsin %s
// STD: c++20
// Document save routine of the text editor: new contents beside the file, then switched in.
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <stdexcept>
#include <string>
#include <string_view>
#include <sys/stat.h>
#include <unistd.h>

namespace editor {

class Descriptor {
public:
    explicit Descriptor(int fd = -1) noexcept : fd_(fd) {}
    ~Descriptor() { if (fd_ >= 0) ::close(fd_); }
    Descriptor(const Descriptor &) = delete;
    Descriptor &operator=(const Descriptor &) = delete;
    int get() const noexcept { return fd_; }
    int close() noexcept { int r = ::close(fd_); fd_ = -1; return r; }
private:
    int fd_;
};

[[noreturn]] static void raise_errno(const std::string &what)
{
    throw std::runtime_error(what + ": " + std::strerror(errno));
}

static void write_all(int fd, std::string_view text)
{
    while (!text.empty()) {
        ssize_t n = ::write(fd, text.data(), text.size());
        if (n < 0) {
            if (errno == EINTR)
                continue;
            raise_errno("write");
        }
        text.remove_prefix(static_cast<std::size_t>(n));
    }
}

class Saver {
public:
    explicit Saver(std::string path) : path_(std::move(path)) {}

    void save(std::string_view text, bool keep_backup)
    {
        mode_t mode = 0644;
        struct stat st;
        if (::stat(path_.c_str(), &st) == 0)
            mode = st.st_mode & 07777;

        const std::string side = path_ + ".saving";
        Descriptor out(::open(side.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
        if (out.get() < 0) {
            if (errno == EEXIST)
                throw std::runtime_error(path_ + " is being saved by another window");
            raise_errno(side);
        }
        try {
            write_all(out.get(), text);
            if (::fchmod(out.get(), mode) != 0 || ::fsync(out.get()) != 0)
                raise_errno(side);
            if (out.close() != 0)
                raise_errno(side);
            if (keep_backup) {
                const std::string old = path_ + "~";
                ::unlink(old.c_str());
                if (::link(path_.c_str(), old.c_str()) != 0 && errno != ENOENT && errno != EEXIST)
                    raise_errno(old);
            }
            if (::rename(side.c_str(), path_.c_str()) != 0)
                raise_errno(path_);
        } catch (...) {
            ::unlink(side.c_str());
            throw;
        }
    }

private:
    std::string path_;
};

} // namespace editor

int main(int argc, char **argv)
{
    if (argc != 3)
        return 2;
    try {
        editor::Saver(argv[1]).save(argv[2], true);
    } catch (const std::exception &) {
        return 1;
    }
    return 0;
}
