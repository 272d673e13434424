// RUN: %tocsin %s
// STD: c++20
// Package manager front end: unpacks downloads and installs them below a prefix.
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <stdexcept>
#include <string>
#include <system_error>
#include <vector>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace fs = std::filesystem;

namespace pkg {

class StagingDir {
public:
    StagingDir() {
        std::string name = (fs::temp_directory_path() / "pkg-XXXXXX").string();
        if (!::mkdtemp(name.data()))
            throw std::system_error(errno, std::generic_category(), name);
        path_ = name;
    }
    ~StagingDir() {
        std::error_code ec;
        fs::remove_all(path_, ec);
    }
    StagingDir(const StagingDir&) = delete;
    StagingDir& operator=(const StagingDir&) = delete;
    const fs::path& path() const { return path_; }

private:
    fs::path path_;
};

struct Item {
    std::string name;
    std::string content;
    bool executable = false;
};

// Nobody but this process has access to the staging directory.
void unpack(const StagingDir& staging, const std::vector<Item>& items) {
    for (const Item& it : items) {
        const fs::path file = staging.path() / it.name;
        if (fs::exists(file))
            throw std::runtime_error("duplicate item " + it.name);
        std::ofstream out(file, std::ios::binary);
        out << it.content;
        out.close();
        if (!out)
            throw std::runtime_error("cannot unpack " + it.name);
        if (it.executable)
            fs::permissions(file, fs::perms::owner_exec, fs::perm_options::add);
    }
}

class Prefix {
public:
    explicit Prefix(fs::path root) : root_(std::move(root)) {}

    // Two installations at a time are fine: directories are shared, files have one winner.
    bool installFile(const fs::path& from, const std::string& name) {
        const fs::path dir = root_ / "bin";
        if (!fs::exists(dir))
            std::cout << "creating " << dir << '\n';
        fs::create_directories(dir);
        std::error_code ec;
        fs::create_hard_link(from, dir / name, ec);
        if (ec == std::errc::cross_device_link)
            return copyExclusive(from, dir / name);
        if (ec == std::errc::file_exists)
            std::cerr << name << ": belongs to another package\n";
        return !ec;
    }

    // Configuration is put in place as a whole; the user's edited file is kept aside by name.
    bool installConfig(const std::string& name, const std::string& text) {
        std::string tmp = (root_ / (name + ".XXXXXX")).string();
        const int fd = ::mkostemp(tmp.data(), O_CLOEXEC);
        if (fd < 0)
            return false;
        const bool done = ::write(fd, text.data(), text.size()) == static_cast<ssize_t>(text.size()) &&
                          ::fchmod(fd, 0644) == 0 && ::fsync(fd) == 0;
        ::close(fd);
        std::error_code ec;
        if (done)
            fs::rename(tmp, root_ / name, ec);
        if (!done || ec)
            ::unlink(tmp.c_str());
        return done && !ec;
    }

    bool uninstall(const std::string& name) {
        std::error_code ec;
        if (!fs::remove(root_ / "bin" / name, ec) && !ec)
            std::cout << name << ": was not installed\n";
        return !ec;
    }

    std::uintmax_t freeSpace() const {
        std::error_code ec;
        const fs::space_info si = fs::space(root_, ec);
        return ec ? 0 : si.available;
    }

private:
    static bool copyExclusive(const fs::path& from, const fs::path& to) {
        std::ifstream in(from, std::ios::binary);
        const int fd = ::open(to.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0755);
        if (fd < 0 || !in) {
            if (fd >= 0)
                ::close(fd);
            return false;
        }
        char buf[8192];
        bool done = true;
        while (done && (in.read(buf, sizeof buf), in.gcount() > 0))
            done = ::write(fd, buf, static_cast<std::size_t>(in.gcount())) == in.gcount();
        return ::close(fd) == 0 && done;
    }

    fs::path root_;
};

}  // namespace pkg

int main(int argc, char** argv) {
    try {
        pkg::StagingDir staging;
        pkg::unpack(staging, {{"tool", "#!/bin/sh\necho tool\n", true}, {"tool.conf", "level=1\n"}});
        pkg::Prefix prefix(argc > 1 ? argv[1] : "/opt/pkg");
        std::cout << prefix.freeSpace() << " bytes free\n";
        if (!prefix.installFile(staging.path() / "tool", "tool") ||
            !prefix.installConfig("tool.conf", "level=1\n"))
            return 1;
        return prefix.uninstall("old-tool") ? 0 : 1;
    } catch (const std::exception& e) {
        std::cerr << e.what() << '\n';
        return 1;
    }
}
