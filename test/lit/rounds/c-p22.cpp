// RUN: %tocsin %s
// STD: c++20
// Session store of a small web framework: one file per session id.
#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
#include <utility>

class Fd {
public:
    explicit Fd(int fd = -1) noexcept : fd_(fd) {}
    Fd(Fd&& o) noexcept : fd_(std::exchange(o.fd_, -1)) {}
    Fd& operator=(Fd&& o) noexcept { std::swap(fd_, o.fd_); return *this; }
    ~Fd() { if (fd_ >= 0) ::close(fd_); }
    int get() const noexcept { return fd_; }
    explicit operator bool() const noexcept { return fd_ >= 0; }
private:
    int fd_;
};

class SessionStore {
public:
    explicit SessionStore(std::string dir) : dir_(std::move(dir)) {}

    std::optional<std::string> create(std::string_view payload)
    {
        for (int attempt = 0; attempt < 16; ++attempt) {
            const std::string id = newId();
            const std::string file = dir_ + "/sess_" + id;
            if (::access(file.c_str(), F_OK) == 0)
                continue; // cheap test first
            Fd fd(::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
            if (!fd) {
                if (errno == EEXIST)
                    continue;
                throw std::system_error(errno, std::generic_category(), file);
            }
            if (::fchmod(fd.get(), 0600) != 0)
                return std::nullopt;
            if (::write(fd.get(), payload.data(), payload.size()) != static_cast<ssize_t>(payload.size()))
                return std::nullopt;
            return id;
        }
        return std::nullopt;
    }

private:
    std::string newId()
    {
        char hex[33];
        std::snprintf(hex, sizeof hex, "%08x%08x", rd_(), rd_());
        return hex;
    }

    std::string dir_;
    std::random_device rd_;
};

int main(int argc, char** argv)
{
    SessionStore st(argc > 1 ? argv[1] : "/var/lib/webfw");
    try {
        auto id = st.create("user=guest\n");
        std::puts(id ? id->c_str() : "no session");
    } catch (const std::system_error& e) {
        std::fprintf(stderr, "%s\n", e.what());
        return 1;
    }
}
