// RUN: %tocsin %s
// STD: c++20
// Package database: all changes happen under an exclusive fcntl lock
#include <cerrno>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <system_error>
#include <unistd.h>

namespace fs = std::filesystem;

class DbLock {
    int fd_;
public:
    explicit DbLock(const fs::path& p) : fd_(::open(p.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644))
    {
        if (fd_ < 0)
            throw std::system_error(errno, std::generic_category(), p.string());
        struct flock fl{};
        fl.l_type = F_WRLCK;
        fl.l_whence = SEEK_SET;
        if (::fcntl(fd_, F_SETLKW, &fl) < 0) {
            ::close(fd_);
            throw std::system_error(errno, std::generic_category(), "lock");
        }
    }
    ~DbLock() { ::close(fd_); }
    DbLock(const DbLock&) = delete;
    DbLock& operator=(const DbLock&) = delete;
};

class PackageDb {
    fs::path dir_;
public:
    explicit PackageDb(fs::path d) : dir_(std::move(d)) {}

    bool registerPackage(const std::string& name, const std::string& version)
    {
        DbLock guard(dir_ / "lock");
        const fs::path record = dir_ / (name + ".rec");
        if (fs::exists(record))
            return false;
        std::ofstream out(record);
        out << name << ' ' << version << '\n';
        return static_cast<bool>(out.flush());
    }
};

int main(int argc, char** argv)
try {
    if (argc != 3)
        return 2;
    PackageDb db{"/var/lib/minipkg"};
    std::cout << (db.registerPackage(argv[1], argv[2]) ? "registered\n" : "already there\n");
    return 0;
} catch (const std::exception& e) {
    std::cerr << e.what() << '\n';
    return 1;
}
