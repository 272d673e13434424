// RUN: %tocsin %s
// STD: c++20
// Package database: one file per package, every writer goes through the database lock.
#include <cerrno>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <string>
#include <sys/file.h>
#include <system_error>
#include <unistd.h>

namespace fs = std::filesystem;

namespace pkgdb {

class WriterLock {
public:
    explicit WriterLock(const fs::path &file)
    {
        fd_ = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
        if (fd_ < 0)
            throw std::system_error(errno, std::generic_category(), file.string());
        while (::flock(fd_, LOCK_EX) != 0) {
            if (errno != EINTR) {
                int e = errno;
                ::close(fd_);
                throw std::system_error(e, std::generic_category(), "flock");
            }
        }
    }
    ~WriterLock() { ::close(fd_); }
    WriterLock(const WriterLock &) = delete;
    WriterLock &operator=(const WriterLock &) = delete;

private:
    int fd_ = -1;
};

struct Package {
    std::string name;
    std::string version;
};

class Database {
public:
    explicit Database(fs::path root) : root_(std::move(root)) {}

    bool registerNew(const Package &p)
    {
        WriterLock lock(root_ / "db.lock");
        const fs::path rec = record(p.name);
        if (fs::exists(rec)) {
            std::cerr << p.name << " is already registered\n";
            return false;
        }
        std::ofstream out(rec);
        out << "name " << p.name << "\nversion " << p.version << '\n';
        return static_cast<bool>(out.flush());
    }

    bool renamePackage(const std::string &from, const std::string &to)
    {
        WriterLock lock(root_ / "db.lock");
        std::error_code ec;
        bool taken = fs::exists(record(to), ec);
        if (taken || ec)
            return false;
        fs::rename(record(from), record(to), ec);
        return !ec;
    }

private:
    fs::path record(const std::string &name) const { return root_ / (name + ".rec"); }

    fs::path root_;
};

} // namespace pkgdb

int main(int argc, char **argv)
{
    if (argc < 4)
        return 2;
    try {
        pkgdb::Database db(argv[1]);
        if (argc == 5 && std::string(argv[2]) == "rename")
            return db.renamePackage(argv[3], argv[4]) ? 0 : 1;
        return db.registerNew({argv[2], argv[3]}) ? 0 : 1;
    } catch (const std::exception &e) {
        std::cerr << e.what() << '\n';
        return 1;
    }
}
