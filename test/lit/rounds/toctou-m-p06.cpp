// RUN: %tocsin %s
// STD: c++20
// Recorder: writes numbered capture files next to the ones of other recorders on the host.
#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <memory>
#include <optional>
#include <string>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
#include <utility>
#include <vector>

namespace rec {

namespace fs = std::filesystem;

struct FileCloser {
    void operator()(std::FILE *f) const { std::fclose(f); }
};
using File = std::unique_ptr<std::FILE, FileCloser>;

class CaptureDir {
public:
    explicit CaptureDir(fs::path dir) : dir_(std::move(dir)) {
        std::error_code ec;
        if (!fs::is_directory(dir_, ec))
            std::cerr << "creating " << dir_ << '\n';
        fs::create_directories(dir_);
    }

    // Skips the numbers in use cheaply, then takes the first one nobody else got.
    std::pair<File, unsigned> next() {
        unsigned n = hint_;
        for (;; ++n) {
            const auto p = numbered(n);
            if (fs::exists(p))
                continue;
            if (File f{std::fopen(p.c_str(), "wbx")}) {
                hint_ = n + 1;
                return {std::move(f), n};
            }
            if (errno != EEXIST)
                throw std::system_error(errno, std::generic_category(), p.string());
        }
    }

    bool append_marker(unsigned n, const std::string &text) {
        const auto p = marker(n);
        std::error_code ec;
        if (fs::is_symlink(fs::symlink_status(p, ec))) {
            std::cerr << p << ": links are not followed\n";
            return false;
        }
        int fd = ::open(p.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0640);
        if (fd < 0)
            return false;
        bool ok = ::write(fd, text.data(), text.size()) == static_cast<ssize_t>(text.size());
        return ::close(fd) == 0 && ok;
    }

    std::optional<std::string> read_marker(unsigned n) const {
        const auto p = marker(n);
        std::string text;
        std::error_code ec;
        const auto expected = fs::file_size(p, ec);
        if (!ec)
            text.reserve(std::min<std::uintmax_t>(expected, 1u << 20));
        std::ifstream in(p, std::ios::binary);
        if (!in)
            return std::nullopt;
        char buf[4096];
        while (in.read(buf, sizeof buf) || in.gcount() > 0)
            text.append(buf, static_cast<std::size_t>(in.gcount()));
        return text;
    }

    // Publishing never replaces a capture somebody else published under the title.
    bool publish(unsigned n, const std::string &title) {
        const auto from = numbered(n);
        const auto to = dir_ / (title + ".cap");
        if (fs::exists(to))
            return false;
        if (::link(from.c_str(), to.c_str()) != 0)
            return false;
        ::unlink(from.c_str());
        return true;
    }

    bool discard(unsigned n) {
        std::error_code ec;
        if (!fs::exists(numbered(n), ec))
            return true;
        fs::remove(numbered(n), ec);
        return !ec;
    }

    bool note_owner(unsigned n) const {
        struct stat st;
        auto p = numbered(n).string();
        if (::stat(p.c_str(), &st) != 0)
            return false;
        p = (dir_ / "owners.txt").string();
        std::ofstream log(p, std::ios::app);
        log << n << ' ' << st.st_uid << '\n';
        return static_cast<bool>(log.flush());
    }

private:
    fs::path numbered(unsigned n) const { return dir_ / ("capture-" + std::to_string(n)); }
    fs::path marker(unsigned n) const { return dir_ / ("capture-" + std::to_string(n) + ".mark"); }
    fs::path dir_;
    unsigned hint_ = 0;
};

} // namespace rec

int main(int argc, char **argv) {
    rec::CaptureDir dir(argc > 1 ? argv[1] : "captures");
    auto [file, n] = dir.next();
    if (std::fputs("capture\n", file.get()) < 0 || !dir.append_marker(n, "start\n"))
        return 1;
    std::cout << dir.read_marker(n).value_or("-") << dir.note_owner(n) << '\n';
    return dir.publish(n, "latest") || dir.discard(n) ? 0 : 1;
}
