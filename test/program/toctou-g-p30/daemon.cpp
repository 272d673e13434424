// STD: c++20
#include "verified_file.hpp"

#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <stdexcept>
#include <string>
#include <unistd.h>

namespace cfg {

Fd openConfig(const std::string& name, uid_t owner)
{
    struct stat sb;
    // cheap rejection first: opening a tape or a fifo would block
    if (::stat(name.c_str(), &sb) != 0 || !acceptable(sb, owner))
        throw std::runtime_error(name + ": not usable");

    Fd fd(::open(name.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    if (!fd)
        throw std::runtime_error(name + ": cannot open");
    requireAcceptable(fd.get(), owner, name);
    return fd;
}

} // namespace cfg

static std::string readAll(const cfg::Fd& fd)
{
    std::string s;
    char buf[1024];
    ssize_t n;
    while ((n = ::read(fd.get(), buf, sizeof buf)) > 0)
        s.append(buf, static_cast<std::size_t>(n));
    return s;
}

int main(int argc, char** argv)
{
    if (argc < 3)
        return 64;
    try {
        const auto conf = cfg::openConfig(argv[1], ::getuid());
        const std::string text = readAll(conf);
        auto state = cfg::createState(argv[2]);
        if (::write(state.get(), text.data(), text.size()) < 0)
            std::perror("write");
        cfg::adoptState(state, 33);
    } catch (const std::exception& e) {
        std::fprintf(stderr, "confd: %s\n", e.what());
        return 1;
    }
    return 0;
}
