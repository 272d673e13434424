// RUN: %tocsin %s
// STD: c++20
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <iostream>
#include <string>
#include <utility>

namespace fs = std::filesystem;

class Fd {
public:
    explicit Fd(int fd) : fd_(fd) {}
    ~Fd() {
        if (fd_ >= 0) ::close(fd_);
    }
    Fd(const Fd&) = delete;
    Fd& operator=(const Fd&) = delete;
    int get() const { return fd_; }
    explicit operator bool() const { return fd_ >= 0; }

private:
    int fd_;
};

static bool run_in_workspace(const fs::path& ws, const std::string& cmd) {
    Fd fd(::open((ws / ".owner").c_str(), O_RDWR | O_CREAT, 0600));
    if (!fd || ::flock(fd.get(), LOCK_SH) != 0) return false;
    struct stat mine{}, there{};
    if (::fstat(fd.get(), &mine) != 0 || ::stat((ws / ".owner").c_str(), &there) != 0 ||
        mine.st_ino != there.st_ino)
        return false;
    const std::string line = "cd '" + ws.string() + "' && " + cmd;
    return std::system(line.c_str()) == 0;
}

static bool past_keep(const struct stat& st, long keep_s) {
    return std::time(nullptr) - st.st_mtime > keep_s;
}

static int sweep(const fs::path& root, long keep_s) {
    int n = 0;
    for (const auto& e : fs::directory_iterator(root)) {
        if (!e.is_directory()) continue;
        struct stat st{};
        if (::stat(e.path().c_str(), &st) != 0 || !past_keep(st, keep_s)) continue;
        Fd fd(::open((e.path() / ".owner").c_str(), O_RDWR | O_CREAT, 0600));
        if (!fd) continue;
        if (::flock(fd.get(), LOCK_EX | LOCK_NB) != 0) continue;
        std::error_code ec;
        fs::remove_all(e.path(), ec);
        if (ec)
            std::cerr << e.path() << ": " << ec.message() << '\n';
        else
            ++n;
    }
    return n;
}

int main(int argc, char** argv) {
    const fs::path root = argc > 1 ? argv[1] : "/var/lib/buildd/ws";
    if (argc > 3) return run_in_workspace(root / argv[2], argv[3]) ? 0 : 1;
    std::cout << sweep(root, 7200) << " workspaces removed\n";
}
