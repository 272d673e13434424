// RUN: %tocsin %s
// STD: c++20
// Loader of the media server's decoder plug-ins.
#include <array>
#include <cerrno>
#include <cstdint>
#include <dlfcn.h>
#include <fcntl.h>
#include <filesystem>
#include <iostream>
#include <optional>
#include <string>
#include <string_view>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>
#include <vector>

namespace fs = std::filesystem;

namespace media {

class Handle {
public:
    explicit Handle(int fd) : fd_(fd) {}
    Handle(Handle&& o) noexcept : fd_(std::exchange(o.fd_, -1)) {}
    ~Handle() {
        if (fd_ >= 0) ::close(fd_);
    }
    int get() const { return fd_; }
    bool valid() const { return fd_ >= 0; }
    std::string procName() const { return "/proc/self/fd/" + std::to_string(fd_); }

private:
    int fd_;
};

struct Plugin {
    std::string name;
    void* library = nullptr;
};

static bool sameFile(const struct stat& a, const struct stat& b) {
    return a.st_dev == b.st_dev && a.st_ino == b.st_ino;
}

static bool trustworthy(const struct stat& st) {
    return S_ISREG(st.st_mode) && st.st_uid == 0 && (st.st_mode & (S_IWGRP | S_IWOTH)) == 0;
}

class PluginHost {
public:
    explicit PluginHost(fs::path dir) : dir_(std::move(dir)) {}

    std::vector<Plugin> loadAll();
    std::optional<std::string> manifestOf(const std::string& stem) const;
    std::optional<std::string> readTheme(const fs::path& wanted) const;

private:
    std::optional<Plugin> load(const fs::path& file) const;
    static std::string drain(int fd);

    fs::path dir_;
};

std::string PluginHost::drain(int fd) {
    std::string all;
    std::array<char, 4096> block;
    for (;;) {
        const ssize_t n = ::read(fd, block.data(), block.size());
        if (n < 0 && errno == EINTR) continue;
        if (n <= 0) return all;
        all.append(block.data(), static_cast<std::size_t>(n));
    }
}

std::optional<Plugin> PluginHost::load(const fs::path& file) const {
    const Handle so(::open(file.c_str(), O_PATH | O_NOFOLLOW | O_CLOEXEC));
    struct stat st;
    if (!so.valid() || ::fstat(so.get(), &st) != 0 || !trustworthy(st)) return std::nullopt;
    void* lib = ::dlopen(so.procName().c_str(), RTLD_NOW | RTLD_LOCAL);
    if (lib == nullptr) {
        std::cerr << file << ": " << ::dlerror() << '\n';
        return std::nullopt;
    }
    return Plugin{file.stem().string(), lib};
}

std::vector<Plugin> PluginHost::loadAll() {
    std::vector<Plugin> loaded;
    std::error_code ec;
    if (!fs::is_directory(dir_, ec)) return loaded;
    for (fs::directory_iterator it(dir_, ec), end; !ec && it != end; it.increment(ec)) {
        if (it->path().extension() != ".so") continue;
        if (auto p = load(it->path())) loaded.push_back(std::move(*p));
    }
    if (ec) std::cerr << dir_ << ": " << ec.message() << '\n';
    return loaded;
}

std::optional<std::string> PluginHost::manifestOf(const std::string& stem) const {
    const fs::path file = dir_ / (stem + ".manifest");
    struct stat named, opened;
    if (::lstat(file.c_str(), &named) != 0 || !trustworthy(named)) return std::nullopt;
    const Handle h(::open(file.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC));
    if (!h.valid() || ::fstat(h.get(), &opened) != 0) return std::nullopt;
    if (!sameFile(named, opened)) {
        std::cerr << file << " changed while it was opened\n";
        return std::nullopt;
    }
    return drain(h.get());
}

// Themes are asked for by name over the network; links inside the theme directory are allowed
// as long as they stay inside.
std::optional<std::string> PluginHost::readTheme(const fs::path& wanted) const {
    const std::string base = (dir_ / "themes").string() + '/';
    const Handle h(::open((base + wanted.string()).c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC));
    if (!h.valid()) return std::nullopt;
    std::error_code ec;
    const std::string real = fs::read_symlink(h.procName(), ec).string();
    if (ec || std::string_view(real).substr(0, base.size()) != base) return std::nullopt;
    return drain(h.get());
}

} // namespace media

int main(int argc, char** argv) {
    media::PluginHost host("/usr/lib/mediad/plugins");
    for (const auto& p : host.loadAll()) {
        const auto text = host.manifestOf(p.name);
        std::cout << p.name << ": " << text.value_or("no manifest") << '\n';
    }
    if (argc > 1) std::cout << host.readTheme(argv[1]).value_or("no such theme") << '\n';
}
