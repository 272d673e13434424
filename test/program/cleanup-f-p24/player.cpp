// STD: c++20
#include "segment.h"

#include <fcntl.h>
#include <sys/sendfile.h>
#include <unistd.h>

namespace dvr {

// Runs on a thread per viewer; a paused viewer reopens where it stopped.
void play(const SegmentStore& store, uint32_t channel, Mono::time_point from, int outFd) {
    const std::string file = store.locate(channel, from);
    if (file.empty()) return;
    off_t pos = 0;
    for (;;) {
        int fd = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
        if (fd < 0) return;
        ssize_t n = ::sendfile(outFd, fd, &pos, 1 << 20);
        ::close(fd);
        if (n <= 0) return;
    }
}

}  // namespace dvr
