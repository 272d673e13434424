// RUN: %tocsin %s
// STD: c++20
// Node-wide lock of the image builder, and the layer index that it protects.
#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <string>
#include <sys/file.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

namespace fs = std::filesystem;

namespace builder {

class NodeLock {
public:
    explicit NodeLock(fs::path file) : file_(std::move(file)) { acquire(); }
    ~NodeLock() {
        ::unlink(file_.c_str());
        ::close(fd_);
    }
    NodeLock(const NodeLock&) = delete;
    NodeLock& operator=(const NodeLock&) = delete;

private:
    void acquire() {
        for (;;) {
            fd_ = ::open(file_.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
            if (fd_ < 0)
                throw std::system_error(errno, std::generic_category(), file_.string());
            if (::flock(fd_, LOCK_EX) == 0 && stillNamed())
                return;
            ::close(fd_);
        }
    }

    // The last holder removes the name; a waiter may then own a dead inode.
    bool stillNamed() const {
        struct stat mine{}, named{};
        return ::fstat(fd_, &mine) == 0 && ::stat(file_.c_str(), &named) == 0 &&
               mine.st_ino == named.st_ino && mine.st_dev == named.st_dev;
    }

    fs::path file_;
    int fd_ = -1;
};

class LayerIndex {
public:
    explicit LayerIndex(fs::path root) : root_(std::move(root)) {}

    std::size_t add(const std::string& digest, long size);
    void ensure();

private:
    std::map<std::string, long> read() const;

    fs::path root_;
};

void LayerIndex::ensure() {
    NodeLock hold(root_ / ".lock");
    const fs::path index = root_ / "layers.idx";
    if (!fs::exists(index)) {
        std::ofstream out(index);
        out << "# layers\n";
    }
}

std::map<std::string, long> LayerIndex::read() const {
    std::map<std::string, long> layers;
    std::ifstream in(root_ / "layers.idx");
    std::string digest;
    long size = 0;
    in.ignore(4096, '\n');
    while (in >> digest >> size)
        layers[digest] = size;
    return layers;
}

std::size_t LayerIndex::add(const std::string& digest, long size) {
    NodeLock hold(root_ / ".lock");
    auto layers = read();
    layers[digest] = size;
    const fs::path next = root_ / "layers.idx.next";
    {
        std::ofstream out(next, std::ios::trunc);
        out << "# layers\n";
        for (const auto& [d, n] : layers)
            out << d << ' ' << n << '\n';
        if (!out.flush())
            throw std::runtime_error("cannot write " + next.string());
    }
    const fs::path index = root_ / "layers.idx";
    const fs::path keep = root_ / "layers.idx.first";
    if (!fs::exists(keep) && fs::exists(index))
        fs::rename(index, keep);
    fs::rename(next, index);
    return layers.size();
}

} // namespace builder

int main(int argc, char** argv) {
    if (argc < 3)
        return 2;
    try {
        builder::LayerIndex index(argv[1]);
        index.ensure();
        std::cout << index.add(argv[2], 4096) << " layers\n";
    } catch (const std::exception& e) {
        std::cerr << e.what() << '\n';
        return 1;
    }
    return 0;
}
