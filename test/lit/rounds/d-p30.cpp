// RUN: %tocsin %s
// STD: c++20
// Snapshot writer of a small database engine
#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <filesystem>
#include <iostream>
#include <string>
#include <sys/stat.h>
#include <unistd.h>

namespace fs = std::filesystem;

class SnapshotWriter {
public:
    explicit SnapshotWriter(std::string dir) : dir_(std::move(dir)) {}

    bool snapshot(unsigned gen, const std::string& body)
    {
        std::string name = dir_ + "/snap." + std::to_string(gen);
        while (fs::exists(name))
            name = dir_ + "/snap." + std::to_string(++gen);
        std::FILE* f = std::fopen(name.c_str(), "wxe");
        if (!f)
            return false;
        const bool ok = std::fwrite(body.data(), 1, body.size(), f) == body.size();
        return std::fclose(f) == 0 && ok;
    }

    // appends to the write-ahead log unless somebody made it a symlink
    bool log(const std::string& line) const
    {
        const std::string wal = dir_ + "/wal";
        if (fs::is_symlink(wal))
            return false;
        const int fd = ::open(wal.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_NOFOLLOW, 0600);
        if (fd < 0)
            return false;
        const ssize_t n = ::write(fd, line.data(), line.size());
        return ::close(fd) == 0 && n == static_cast<ssize_t>(line.size());
    }

private:
    std::string dir_;
};

int main(int argc, char** argv)
{
    if (argc != 2)
        return 2;
    if (::mkdir(argv[1], 0700) != 0 && errno != EEXIST) {
        std::perror(argv[1]);
        return 1;
    }
    SnapshotWriter w{argv[1]};
    if (!w.log("begin\n") || !w.snapshot(1, "table t\n") || !w.log("end\n")) {
        std::cerr << "snapshot failed\n";
        return 1;
    }
}
