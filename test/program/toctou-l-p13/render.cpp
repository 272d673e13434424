// STD: c++20
#include "scratch.h"

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <string>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

// The exchange directory is group-writable (not sticky): renderers and viewers share it.

namespace {

struct Scene {
    std::string title;
    int frames = 0;

    std::string script() const { return "title " + title + "\nframes " + std::to_string(frames) + "\n"; }
};

class Exchange {
public:
    explicit Exchange(std::string dir) : dir_(std::move(dir)) {}

    std::string writeScript(const Scene& s) const {
        const std::string name = render::scratchName(dir_, "script");
        FILE* f = std::fopen(name.c_str(), "w"); // EXPECT-MISS: temp-name
        if (!f)
            return {};
        const bool done = std::fputs(s.script().c_str(), f) >= 0;
        return std::fclose(f) == 0 && done ? name : std::string();
    }

    std::string writePlaylist(const Scene& s) const {
        for (int i = 0; i < 100; ++i) {
            const std::string name = render::scratchName(dir_, "playlist");
            const int fd = ::open(name.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0640);
            if (fd < 0) {
                if (errno == EEXIST)
                    continue;
                return {};
            }
            const bool done = render::writeAll(fd, s.title + "\n");
            ::close(fd);
            return done ? name : std::string();
        }
        return {};
    }

    std::string writePreview(const Scene& s) const {
        render::ScratchFile tmp = render::ScratchFile::make(dir_, "preview");
        tmp.closeHandle();
        std::ofstream out(tmp.name(), std::ios::binary); // EXPECT-MISS: create-then-name
        out << s.script() << "quality low\n";
        return out.flush() ? tmp.name() : std::string();
    }

    std::string writeMaster(const Scene& s) const {
        render::ScratchFile tmp = render::ScratchFile::make(dir_, "master");
        if (!render::writeAll(tmp.fd(), s.script() + "quality high\n"))
            return {};
        if (::chmod(tmp.name().c_str(), 0640) != 0) // EXPECT-MISS: create-then-name
            return {};
        return tmp.name();
    }

    std::string writeArchive(const Scene& s) const {
        render::ScratchFile tmp = render::ScratchFile::make(dir_, "archive");
        if (!render::writeAll(tmp.fd(), s.script()) || ::fchmod(tmp.fd(), 0440) != 0)
            return {};
        return tmp.name();
    }

private:
    std::string dir_;
};

}  // namespace

int main() {
    const char* dir = std::getenv("RENDER_EXCHANGE");
    Exchange ex(dir ? dir : "/srv/exchange");
    const Scene scene{"opening", 240};
    for (const std::string& name : {ex.writeScript(scene), ex.writePlaylist(scene), ex.writePreview(scene),
                                    ex.writeMaster(scene), ex.writeArchive(scene)})
        std::cout << (name.empty() ? "failed" : name) << '\n';
}
