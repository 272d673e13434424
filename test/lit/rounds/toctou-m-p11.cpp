// RUN: %tocsin %s
// STD: c++20
// Update installer helper: verifies what it opened, works in directories of its own.
#include <array>
#include <cerrno>
#include <concepts>
#include <cstdlib>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iostream>
#include <optional>
#include <stdexcept>
#include <string>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace installer {

namespace fs = std::filesystem;

class UniqueFd {
public:
    UniqueFd() = default;
    explicit UniqueFd(int fd) : fd_(fd) {}
    UniqueFd(UniqueFd &&o) noexcept : fd_(std::exchange(o.fd_, -1)) {}
    UniqueFd &operator=(UniqueFd &&o) noexcept {
        std::swap(fd_, o.fd_);
        return *this;
    }
    ~UniqueFd() {
        if (fd_ >= 0)
            ::close(fd_);
    }
    explicit operator bool() const { return fd_ >= 0; }
    int get() const { return fd_; }

private:
    int fd_ = -1;
};

struct Owner {
    uid_t uid;
    bool operator()(const struct stat &st) const { return st.st_uid == uid && S_ISREG(st.st_mode); }
};

// The predicate is asked for the name (cheap refusal with a good message) and for what was opened.
template <std::predicate<const struct stat &> P>
UniqueFd open_if(const fs::path &p, int flags, P accept) {
    struct stat st;
    if (::lstat(p.c_str(), &st) != 0 || !accept(st)) {
        std::cerr << p << ": not acceptable\n";
        return {};
    }
    UniqueFd fd(::open(p.c_str(), flags | O_CLOEXEC));
    if (!fd || ::fstat(fd.get(), &st) != 0 || !accept(st))
        return {};
    return fd;
}

class Staging {
public:
    explicit Staging(const fs::path &base) {
        std::string tmpl = (base / "stage-XXXXXX").string();
        if (!::mkdtemp(tmpl.data()))
            throw std::system_error(errno, std::generic_category(), tmpl);
        dir_ = tmpl;
    }
    Staging(const Staging &) = delete;
    Staging &operator=(const Staging &) = delete;
    ~Staging() {
        std::error_code ec;
        fs::remove_all(dir_, ec);
    }

    // Nobody but this process can make names in here.
    void put(const std::string &name, const std::string &data) {
        const auto p = dir_ / name;
        if (fs::exists(p))
            throw std::runtime_error(name + " staged twice");
        std::ofstream out(p, std::ios::binary);
        out << data;
        if (!out.flush())
            throw std::runtime_error(name + " not staged");
    }

    const fs::path &dir() const { return dir_; }

private:
    fs::path dir_;
};

std::optional<std::string> manifest(const fs::path &p) {
    auto fd = open_if(p, O_RDONLY | O_NONBLOCK, Owner{::geteuid()});
    if (!fd)
        return std::nullopt;
    std::string text;
    std::array<char, 4096> buf;
    for (ssize_t n; (n = ::read(fd.get(), buf.data(), buf.size())) > 0;)
        text.append(buf.data(), static_cast<std::size_t>(n));
    return text;
}

bool truncate_log(const fs::path &p) {
    auto fd = open_if(p, O_WRONLY | O_NOFOLLOW | O_NONBLOCK, Owner{0});
    return fd && ::ftruncate(fd.get(), 0) == 0;
}

// Takes over the permission bits of the file being replaced.
bool replace_file(const fs::path &target, const std::string &data) {
    UniqueFd old(::open(target.c_str(), O_PATH | O_NOFOLLOW | O_CLOEXEC));
    struct stat st;
    if (!old || ::fstat(old.get(), &st) != 0 || !S_ISREG(st.st_mode))
        return false;
    std::string tmp = target.string() + ".XXXXXX";
    UniqueFd fd(::mkostemp(tmp.data(), O_CLOEXEC));
    if (!fd)
        return false;
    bool ok = ::write(fd.get(), data.data(), data.size()) == static_cast<ssize_t>(data.size()) &&
              ::fchmod(fd.get(), st.st_mode & 0777) == 0 && ::fsync(fd.get()) == 0 &&
              ::rename(tmp.c_str(), target.c_str()) == 0;
    if (!ok)
        ::unlink(tmp.c_str());
    return ok;
}

} // namespace installer

int main(int argc, char **argv) {
    if (argc < 3)
        return 2;
    auto text = installer::manifest(argv[1]);
    if (!text)
        return 1;
    installer::Staging stage(argv[2]);
    stage.put("manifest", *text);
    return installer::replace_file(argv[1], *text) && installer::truncate_log("/var/log/installer.log") ? 0 : 1;
}
