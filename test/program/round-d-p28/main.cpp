// keygen: creates a host key once; refuses to replace an old one
#include "newfile.hpp"
#include <iostream>
#include <random>
#include <sys/stat.h>
#include <unistd.h>

static std::string makeKey()
{
    std::random_device rd;
    std::string k;
    for (int i = 0; i < 32; ++i)
        k += "0123456789abcdef"[rd() & 15];
    return k + "\n";
}

int main(int argc, char** argv)
{
    const std::string path = argc > 1 ? argv[1] : "/etc/demo/hostkey";
    if (!absent(path)) {
        std::cerr << path << " is there already\n";
        return 1;
    }
    const std::string key = makeKey();
    UniqueFd fd = createNew(path, 0400);
    if (!fd) {
        std::perror(path.c_str());
        return 1;
    }
    if (::write(fd.get(), key.data(), key.size()) != static_cast<ssize_t>(key.size()))
        return 1;
    if (::fchmod(fd.get(), 0400) != 0 || ::fchown(fd.get(), 0, 0) != 0)
        std::perror("key attributes");
    return 0;
}
