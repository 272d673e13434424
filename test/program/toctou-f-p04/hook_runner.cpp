// STD: c++20
#include "hook_runner.hpp"
#include "hook_info.hpp"

#include <cerrno>
#include <cstring>
#include <iostream>
#include <spawn.h>
#include <sys/wait.h>

extern char** environ;

namespace forge {

int HookRunner::run(const std::string& name, const std::vector<std::string>& refs) const {
    const std::string path = hookPath(name);
    const HookInfo info = inspectHook(path);
    if (!info.present)
        return 0;
    if (!trustworthy(info, owner_)) {
        std::cerr << "hook " << name << " ignored: ownership or mode\n";
        return 0;
    }

    std::vector<char*> argv;
    argv.push_back(const_cast<char*>(path.c_str()));
    for (const auto& r : refs)
        argv.push_back(const_cast<char*>(r.c_str()));
    argv.push_back(nullptr);

    pid_t child = -1;
    const int rc = ::posix_spawn(&child, path.c_str(), nullptr, nullptr, argv.data(), environ); // EXPECT: file-toctou
    if (rc != 0) {
        std::cerr << "hook " << name << ": " << std::strerror(rc) << '\n';
        return 126;
    }
    int status = 0;
    while (::waitpid(child, &status, 0) < 0) {
        if (errno != EINTR)
            return 125;
    }
    return WIFEXITED(status) ? WEXITSTATUS(status) : 124;
}

std::string HookRunner::describe(const std::string& name) const {
    const HookInfo info = inspectHook(hookPath(name));
    if (!info.present)
        return name + ": none";
    return name + ": uid " + std::to_string(info.owner) + (info.regular ? "" : " (not a file)");
}

} // namespace forge
