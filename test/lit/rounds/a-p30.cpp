// RUN: %tocsin %s
// STD: c++20
// Credential file reader of a sync client.
#include <array>
#include <cerrno>
#include <fcntl.h>
#include <iostream>
#include <stdexcept>
#include <string>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace cred {

class UniqueFd {
public:
    explicit UniqueFd(int fd = -1) noexcept : fd_(fd) {}
    UniqueFd(UniqueFd&& o) noexcept : fd_(std::exchange(o.fd_, -1)) {}
    UniqueFd& operator=(UniqueFd&&) = delete;
    ~UniqueFd()
    {
        if (fd_ >= 0)
            ::close(fd_);
    }
    int get() const noexcept { return fd_; }
    explicit operator bool() const noexcept { return fd_ >= 0; }

private:
    int fd_;
};

struct Untrusted : std::runtime_error {
    using std::runtime_error::runtime_error;
};

// Private means: a regular file of ours that nobody else can touch.
static void requirePrivate(const struct stat& sb, const std::string& label)
{
    if (!S_ISREG(sb.st_mode))
        throw Untrusted(label + ": not a regular file");
    if (sb.st_uid != ::geteuid())
        throw Untrusted(label + ": belongs to uid " + std::to_string(sb.st_uid));
    if (sb.st_mode & (S_IRWXG | S_IRWXO))
        throw Untrusted(label + ": accessible by others");
}

class Credentials {
public:
    static Credentials load(const std::string& file)
    {
        struct stat sb{};
        if (::stat(file.c_str(), &sb) != 0)
            throw std::system_error(errno, std::generic_category(), file);
        requirePrivate(sb, file);           // never open a fifo or a device

        UniqueFd fd(::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
        if (!fd)
            throw std::system_error(errno, std::generic_category(), file);
        struct stat now{};
        if (::fstat(fd.get(), &now) != 0)
            throw std::system_error(errno, std::generic_category(), file);
        requirePrivate(now, file + " (opened)");

        return Credentials(slurp(fd));
    }

    const std::string& token() const { return token_; }

private:
    explicit Credentials(std::string text)
    {
        const auto nl = text.find('\n');
        token_ = text.substr(0, nl);
        if (token_.size() < 16)
            throw std::runtime_error("token too short");
    }

    static std::string slurp(const UniqueFd& fd)
    {
        std::array<char, 1024> buf;
        std::string all;
        for (;;) {
            const ssize_t n = ::read(fd.get(), buf.data(), buf.size());
            if (n < 0)
                throw std::system_error(errno, std::generic_category(), "read");
            if (n == 0)
                return all;
            all.append(buf.data(), static_cast<std::size_t>(n));
        }
    }

    std::string token_;
};

} // namespace cred

int main(int argc, char** argv)
{
    if (argc != 2) {
        std::cerr << "usage: syncclient CREDENTIALS\n";
        return 2;
    }
    try {
        const auto c = cred::Credentials::load(argv[1]);
        std::cout << "token of " << c.token().size() << " characters\n";
    } catch (const cred::Untrusted& u) {
        std::cerr << "refusing: " << u.what() << '\n';
        return 3;
    } catch (const std::exception& e) {
        std::cerr << e.what() << '\n';
        return 1;
    }
    return 0;
}
