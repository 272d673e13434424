// RUN: %tocsin %s
// STD: c++20
// homearc: nightly archive of the home directories, run by root; archives are readable by their owners.
#include <cerrno>
#include <cstdint>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <string>
#include <linux/openat2.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>
#include <utility>
#include <vector>

namespace fs = std::filesystem;

struct Item {
    fs::path path;
    std::uintmax_t size = 0;
};

class ArchiveWriter {
public:
    explicit ArchiveWriter(int fd) : fd_(fd) {}
    bool header(const fs::path& name, std::uintmax_t size) {
        const std::string line = "F " + std::to_string(size) + " " + name.string() + "\n";
        return put(line.data(), line.size());
    }
    bool put(const char* data, std::size_t n) {
        while (n > 0) {
            const ssize_t w = ::write(fd_, data, n);
            if (w < 0 && errno == EINTR) continue;
            if (w < 0) return false;
            data += w;
            n -= static_cast<std::size_t>(w);
        }
        return true;
    }

private:
    int fd_;
};

// Only plain files are archived: links would drag in what lies outside the home.
std::vector<Item> collect(const fs::path& home) {
    std::vector<Item> items;
    std::error_code ec;
    for (fs::recursive_directory_iterator it(home, ec), end; !ec && it != end; it.increment(ec)) {
        std::error_code one;
        if (!fs::is_regular_file(it->symlink_status(one))) continue;
        const auto size = it->file_size(one);
        if (!one) items.push_back({it->path(), size});
    }
    return items;
}

bool packSmall(ArchiveWriter& ar, const Item& item) {
    std::vector<char> content(item.size);
    std::ifstream in(item.path, std::ios::binary); // EXPECT: file-toctou
    if (!in) return false;
    in.read(content.data(), static_cast<std::streamsize>(content.size()));
    return ar.header(item.path, item.size) && ar.put(content.data(), content.size());
}

bool packLarge(ArchiveWriter& ar, int homeFd, const fs::path& path) {
    open_how how{};
    how.flags = O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC;
    how.resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS;
    const int fd = static_cast<int>(::syscall(SYS_openat2, homeFd, path.c_str(), &how, sizeof how));
    if (fd < 0) return false;
    struct stat st;
    bool ok = ::fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && st.st_nlink == 1 &&
              ar.header(path, static_cast<std::uintmax_t>(st.st_size));
    std::vector<char> block(1 << 16);
    for (off_t left = ok ? st.st_size : 0; ok && left > 0;) {
        const std::size_t want = left < off_t(block.size()) ? std::size_t(left) : block.size();
        const ssize_t n = ::read(fd, block.data(), want);
        if (n <= 0) {
            // Shrunk meanwhile: keep the promise of the header.
            block.assign(block.size(), '\0');
            ok = n == 0 && ar.put(block.data(), want);
            left -= off_t(want);
            continue;
        }
        ok = ar.put(block.data(), std::size_t(n));
        left -= n;
    }
    ::close(fd);
    return ok;
}

enum class Restored { Done, Refused, Failed };

Restored restoreText(const fs::path& home, const fs::path& name, const std::string& text) {
    const fs::path dst = home / name.filename();
    const fs::file_status st = fs::symlink_status(dst);
    if (fs::is_symlink(st)) {
        std::cerr << "homearc: " << dst << " is a link, not restored\n";
        return Restored::Refused;
    }
    std::fstream out;
    out.open(dst.string(), std::ios::out | std::ios::trunc); // EXPECT: file-toctou
    if (!out) return Restored::Failed;
    out << text;
    return out.flush() ? Restored::Done : Restored::Failed;
}

Restored restoreProfile(const fs::path& home, const std::string& text) {
    const fs::path dst = home / ".profile";
    if (fs::is_symlink(fs::symlink_status(dst))) {
        std::cerr << "homearc: " << dst << " is a link, not restored\n";
        return Restored::Refused;
    }
    const int fd = ::open(dst.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0644);
    if (fd < 0) return errno == ELOOP ? Restored::Refused : Restored::Failed;
    const bool ok = ArchiveWriter(fd).put(text.data(), text.size());
    ::close(fd);
    return ok ? Restored::Done : Restored::Failed;
}

int main(int argc, char** argv) {
    if (argc < 3) return 2;
    const fs::path home = argv[2];
    const std::string mode = argv[1];
    if (mode == "restore") {
        const auto a = restoreProfile(home, "umask 022\n");
        const auto b = restoreText(home, "welcome.txt", "Your files are back.\n");
        return a == Restored::Done && b == Restored::Done ? 0 : 1;
    }
    ArchiveWriter ar(STDOUT_FILENO);
    const int homeFd = ::open(home.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (homeFd < 0) return 1;
    unsigned lost = 0;
    for (const Item& item : collect(home)) {
        const bool ok = item.size <= (1u << 20) ? packSmall(ar, item) : packLarge(ar, homeFd, item.path.lexically_relative(home));
        lost += ok ? 0 : 1;
    }
    ::close(homeFd);
    std::cerr << "homearc: " << lost << " files not archived\n";
    return lost ? 1 : 0;
}
