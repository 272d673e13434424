// RUN: %tocsin %s
// STD: c++20
// Package database: records, journal.
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>
#include <system_error>
#include <vector>

namespace pkgdb {

namespace fs = std::filesystem;

class DbLock {
public:
    explicit DbLock(const fs::path& dir)
    {
        const auto name = (dir / ".lock").string();
        fd_ = ::open(name.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
        if (fd_ < 0)
            throw std::system_error(errno, std::generic_category(), name);
        while (::flock(fd_, LOCK_EX) < 0) {
            if (errno == EINTR)
                continue;
            int e = errno;
            ::close(fd_);
            throw std::system_error(e, std::generic_category(), "flock");
        }
    }
    ~DbLock() { ::close(fd_); }
    DbLock(const DbLock&) = delete;
    DbLock& operator=(const DbLock&) = delete;

private:
    int fd_;
};

struct Package {
    std::string name;
    std::string version;
    std::vector<std::string> files;
};

class Database {
public:
    explicit Database(fs::path dir) : dir_(std::move(dir)) {}

    void registerPackage(const Package& p)
    {
        DbLock lock(dir_);
        const fs::path rec = record(p.name);
        if (fs::exists(rec))
            throw std::runtime_error(p.name + " is already registered");
        std::ofstream out(rec);
        out << p.version << '\n';
        for (const auto& f : p.files)
            out << f << '\n';
        if (!out.flush())
            throw std::runtime_error("cannot write " + rec.string());
    }

    bool forget(const std::string& name)
    {
        DbLock lock(dir_);
        const fs::path rec = record(name);
        if (!fs::is_regular_file(rec))
            return false;
        fs::rename(rec, dir_ / "removed" / name);
        return true;
    }

    void compactJournal(std::uintmax_t limit)
    {
        DbLock lock(dir_);
        const fs::path journal = dir_ / "journal";
        std::error_code ec;
        const auto size = fs::file_size(journal, ec);
        if (ec || size < limit)
            return;
        fs::resize_file(journal, 0);
    }

    void note(const std::string& text)
    {
        DbLock lock(dir_);
        std::ofstream out(dir_ / "journal", std::ios::app);
        out << text << '\n';
    }

private:
    fs::path record(const std::string& name) const { return dir_ / "installed" / name; }
    fs::path dir_;
};

} // namespace pkgdb
