// STD: c++20
#include "log_segment.h"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>

namespace broker {

static bool removeQuietly(const std::string &path) {
    if (::unlink(path.c_str()) == 0 || errno == ENOENT)
        return true;
    std::fprintf(stderr, "broker: %s: %s\n", path.c_str(), std::strerror(errno));
    return false;
}

bool ReleaseSegment(const Segment &seg) {
    bool ok = removeQuietly(seg.indexFile);
    return removeQuietly(seg.dataFile) && ok;
}

bool CreateSegmentFiles(const Segment &seg) {
    for (const std::string *p : {&seg.dataFile, &seg.indexFile}) {
        int fd = ::open(p->c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0640);
        if (fd < 0)
            return false;
        ::close(fd);
    }
    return true;
}

} // namespace broker
