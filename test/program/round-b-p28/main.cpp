#include "mounts.hpp"

#include <iostream>
#include <sched.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

int main(int argc, char** argv)
{
    if (argc < 3) {
        std::cerr << "usage: boxrun ROOT COMMAND [SRC:DST...]\n";
        return 2;
    }
    const std::string root = argv[1];

    auto ownedByRoot = [](const std::string& p) {
        struct stat st {};
        if (::lstat(p.c_str(), &st) != 0)
            return false;
        return S_ISDIR(st.st_mode) && st.st_uid == 0 && !(st.st_mode & S_IWOTH);
    };

    box::Sandbox sb(root, ownedByRoot);
    for (int i = 3; i < argc; ++i) {
        std::string arg = argv[i];
        auto colon = arg.find(':');
        if (colon == std::string::npos) {
            std::cerr << "bad mount: " << arg << '\n';
            return 2;
        }
        sb.add({arg.substr(0, colon), root + arg.substr(colon + 1), MS_REC});
    }

    if (::unshare(CLONE_NEWNS) != 0) {
        std::perror("unshare");
        return 1;
    }
    if (sb.mountAll() < 0 || !sb.enter())
        return 1;
    ::execlp(argv[2], argv[2], static_cast<char*>(nullptr));
    std::perror(argv[2]);
    return 127;
}
