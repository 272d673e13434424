// STD: c++20
#include "folders.h"
#include <dirent.h>
#include <unistd.h>
#include <cstring>

namespace mail {

static bool wipeDir(const std::string& dir) {
    DIR* d = opendir(dir.c_str());
    if (d == nullptr) return false;
    while (struct dirent* e = readdir(d)) {
        if (!std::strcmp(e->d_name, ".") || !std::strcmp(e->d_name, "..")) continue;
        unlink((dir + "/" + e->d_name).c_str());
    }
    closedir(d);
    return rmdir(dir.c_str()) == 0;
}

bool wipeMaildir(const std::string& dir) {
    return wipeDir(dir + "/cur") && wipeDir(dir + "/new") && wipeDir(dir + "/tmp") &&
           rmdir(dir.c_str()) == 0;
}

} // namespace mail
