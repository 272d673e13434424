// STD: c++20
#include "scratch.h"

#include <cerrno>
#include <cstdlib>
#include <random>
#include <system_error>
#include <unistd.h>

namespace render {

std::string scratchName(const std::string& dir, const char* stem) {
    static constexpr char alphabet[] = "abcdefghijklmnopqrstuvwxyz0123456789";
    std::random_device rd;
    std::string name;
    do {
        name = dir + "/" + stem + "-";
        for (int i = 0; i < 6; ++i)
            name += alphabet[rd() % (sizeof alphabet - 1)];
    } while (::access(name.c_str(), F_OK) == 0);
    return name;
}

ScratchFile ScratchFile::make(const std::string& dir, const char* stem) {
    std::string name = dir + "/" + stem + "-XXXXXX";
    const int fd = ::mkstemp(name.data());
    if (fd < 0)
        throw std::system_error(errno, std::generic_category(), name);
    return ScratchFile(fd, std::move(name));
}

ScratchFile::~ScratchFile() { closeHandle(); }

void ScratchFile::closeHandle() {
    if (fd_ >= 0) {
        ::close(fd_);
        fd_ = -1;
    }
}

bool writeAll(int fd, const std::string& bytes) {
    std::size_t done = 0;
    while (done < bytes.size()) {
        const ssize_t n = ::write(fd, bytes.data() + done, bytes.size() - done);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return false;
        done += static_cast<std::size_t>(n);
    }
    return true;
}

}  // namespace render
