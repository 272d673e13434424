// RUN: %tocsin %s
// STD: c++20
// Device inventory agent: reads sysfs attributes, copies firmware blobs into the
// staging area and writes a report.
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <string>
#include <sys/stat.h>
#include <unistd.h>
#include <vector>

namespace fs = std::filesystem;

namespace {

std::string attribute(const std::string &dev, const char *name) {
    std::string path = "/sys/class/net/" + dev + "/" + name;
    if (::access(path.c_str(), R_OK) != 0)
        return "n/a";
    std::ifstream in(path);
    std::string value;
    std::getline(in, value);
    return value;
}

class Staging {
public:
    explicit Staging(std::string root) : root_(std::move(root)) {}

    int openBlob(const std::string &leaf) const {
        const std::string full = root_ + "/" + leaf;
        std::error_code ec;
        if (fs::is_symlink(full, ec)) {
            errno = ELOOP;
            return -1;
        }
        return ::open(full.c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
    }

    bool reserve(const std::string &leaf) const {
        const std::string full = root_ + "/" + leaf;
        if (::mkdir(full.c_str(), 0750) == 0)
            return true;
        if (errno != EEXIST)
            return false;
        struct stat st {};
        return ::stat(full.c_str(), &st) == 0 && S_ISDIR(st.st_mode);
    }

    std::string newReport(const std::string &host) const {
        std::string name = root_ + "/" + host + ".txt";
        const bool earlier = fs::exists(name);
        name = root_ + "/" + host + "." + std::to_string(::getpid()) + ".txt";
        int fd = ::open(name.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0640);
        if (fd < 0)
            return {};
        const char *line = earlier ? "update\n" : "initial\n";
        const bool done = ::write(fd, line, std::strlen(line)) >= 0;
        ::close(fd);
        return done ? name : std::string();
    }

private:
    std::string root_;
};

} // namespace

int main(int argc, char **argv) {
    Staging staging(argc > 1 ? argv[1] : "/var/lib/inventory");
    for (const char *dev : {"eth0", "wlan0"})
        std::cout << dev << ' ' << attribute(dev, "address") << ' ' << attribute(dev, "mtu") << '\n';

    if (!staging.reserve("firmware")) {
        std::cerr << "inventory: " << std::strerror(errno) << '\n';
        return 1;
    }
    if (int fd = staging.openBlob("firmware/nic.bin"); fd >= 0) {
        struct stat st {};
        if (::fstat(fd, &st) == 0)
            std::cout << "nic.bin " << st.st_size << '\n';
        ::close(fd);
    }
    const std::string report = staging.newReport("localhost");
    if (report.empty())
        return 1;
    std::cout << report << '\n';
}
