// RUN: %tocsin %s
// STD: c++20
// snapprune: thins out the dated snapshot trees of a backup store.
#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <dirent.h>
#include <fcntl.h>
#include <iostream>
#include <memory>
#include <optional>
#include <string>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
#include <utility>
#include <vector>

namespace {

class Fd {
public:
    explicit Fd(int fd = -1) noexcept : fd_(fd) {}
    Fd(Fd&& o) noexcept : fd_(std::exchange(o.fd_, -1)) {}
    Fd& operator=(Fd&& o) noexcept {
        std::swap(fd_, o.fd_);
        return *this;
    }
    ~Fd() {
        if (fd_ >= 0) ::close(fd_);
    }
    int get() const noexcept { return fd_; }
    explicit operator bool() const noexcept { return fd_ >= 0; }

private:
    int fd_;
};

struct DirCloser {
    void operator()(DIR* d) const noexcept { ::closedir(d); }
};

[[noreturn]] void fail(const std::string& what) {
    throw std::system_error(errno, std::generic_category(), what);
}

std::vector<std::string> namesIn(int dir) {
    const int again = ::openat(dir, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (again < 0) fail("openat .");
    std::unique_ptr<DIR, DirCloser> stream(::fdopendir(again));
    if (!stream) fail("fdopendir");
    std::vector<std::string> names;
    while (const dirent* e = ::readdir(stream.get()))
        if (std::strcmp(e->d_name, ".") != 0 && std::strcmp(e->d_name, "..") != 0) names.emplace_back(e->d_name);
    return names;
}

struct Totals {
    unsigned files = 0;
    unsigned dirs = 0;
};

class TreeRemover {
public:
    explicit TreeRemover(dev_t device) : device_(device) {}

    void remove(int parent, const std::string& name) {
        struct stat st;
        if (::fstatat(parent, name.c_str(), &st, AT_SYMLINK_NOFOLLOW) != 0) {
            if (errno == ENOENT) return;
            fail(name);
        }
        if (!S_ISDIR(st.st_mode)) {
            if (::unlinkat(parent, name.c_str(), 0) != 0 && errno != ENOENT) fail(name);
            ++totals_.files;
            return;
        }
        Fd dir(::openat(parent, name.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
        if (!dir) fail(name);
        struct stat opened;
        if (::fstat(dir.get(), &opened) != 0) fail(name);
        if (opened.st_dev != device_) {
            std::cerr << "snapprune: " << name << " is on another file system, left alone\n";
            return;
        }
        for (const auto& child : namesIn(dir.get())) remove(dir.get(), child);
        if (::unlinkat(parent, name.c_str(), AT_REMOVEDIR) != 0 && errno != ENOENT) fail(name);
        ++totals_.dirs;
    }

    const Totals& totals() const { return totals_; }

private:
    dev_t device_;
    Totals totals_;
};

// Snapshots are called YYYYMMDD; the age is in the name, not in the inode.
std::optional<int> snapshotDay(const std::string& name) {
    int day = 0;
    const auto [end, ec] = std::from_chars(name.data(), name.data() + name.size(), day);
    if (name.size() != 8 || ec != std::errc{} || end != name.data() + name.size()) return std::nullopt;
    return day;
}

bool hasNote(int store, const std::string& name) {
    const std::string marker = name + ".note";
    struct stat st;
    return ::fstatat(store, marker.c_str(), &st, AT_SYMLINK_NOFOLLOW) == 0;
}

} // namespace

int main(int argc, char** argv) try {
    if (argc != 3) {
        std::cerr << "usage: snapprune STORE COUNT\n";
        return 2;
    }
    const std::size_t keep = std::stoul(argv[2]);
    Fd store(::open(argv[1], O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
    if (!store) fail(argv[1]);
    struct stat st;
    if (::fstat(store.get(), &st) != 0) fail(argv[1]);

    std::vector<std::string> days;
    for (const auto& name : namesIn(store.get()))
        if (snapshotDay(name)) days.push_back(name);
    std::sort(days.begin(), days.end());

    std::size_t noted = 0;
    for (const auto& d : days) noted += hasNote(store.get(), d) ? 1 : 0;
    std::cout << days.size() << " snapshots, " << noted << " with a note\n";

    TreeRemover remover(st.st_dev);
    while (days.size() > keep) {
        remover.remove(store.get(), days.front());
        days.erase(days.begin());
    }
    std::cout << remover.totals().files << " files, " << remover.totals().dirs << " directories removed\n";
    return 0;
} catch (const std::exception& e) {
    std::cerr << "snapprune: " << e.what() << '\n';
    return 1;
}
