// RUN: %tocsin %s
// STD: c++20
// netup-helper: setuid root, runs administrator hooks when a link changes.
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <map>
#include <string>
#include <vector>

namespace netup {

class Settings {
public:
    bool load(const char* file);
    std::string get(const std::string& key, const std::string& dflt) const
    {
        auto it = kv_.find(key);
        return it == kv_.end() ? dflt : it->second;
    }
private:
    std::map<std::string, std::string> kv_;
};

bool ownedByRoot(const struct stat& st)
{
    return st.st_uid == 0 && (st.st_mode & (S_IWGRP | S_IWOTH)) == 0;
}

bool Settings::load(const char* file)
{
    struct stat st;
    if (::lstat(file, &st) != 0)
        return false;
    if (!S_ISREG(st.st_mode) || !ownedByRoot(st)) {
        std::fprintf(stderr, "%s: refused\n", file);
        return false;
    }
    std::ifstream in(file); // EXPECT: file-toctou
    for (std::string line; std::getline(in, line);) {
        auto eq = line.find('=');
        if (eq != std::string::npos)
            kv_[line.substr(0, eq)] = line.substr(eq + 1);
    }
    return true;
}

class HookRunner {
public:
    HookRunner(std::string iface, std::string event)
        : iface_(std::move(iface)), event_(std::move(event)) {}

    int run(const std::string& hook) const;
    int runBuiltin(const std::string& prog) const;

private:
    std::vector<char*> args(const std::string& prog) const
    {
        return {const_cast<char*>(prog.c_str()), const_cast<char*>(iface_.c_str()),
                const_cast<char*>(event_.c_str()), nullptr};
    }
    static int reap(pid_t pid)
    {
        int status = 0;
        while (::waitpid(pid, &status, 0) < 0)
            if (errno != EINTR)
                return -1;
        return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    }

    std::string iface_, event_;
};

int HookRunner::run(const std::string& hook) const
{
    struct stat st;
    if (::stat(hook.c_str(), &st) < 0)
        return errno == ENOENT ? 0 : -1;
    const bool runnable = S_ISREG(st.st_mode) && ownedByRoot(st) && (st.st_mode & S_IXUSR);
    if (!runnable)
        return -1;
    auto argv = args(hook);
    static char* const env[] = {const_cast<char*>("PATH=/usr/sbin:/usr/bin:/sbin:/bin"), nullptr};
    pid_t pid = ::fork();
    if (pid < 0)
        return -1;
    if (pid == 0) {
        if (::setuid(0) < 0)
            ::_exit(126);
        ::execve(hook.c_str(), argv.data(), env); // EXPECT: file-toctou
        ::_exit(127);
    }
    return reap(pid);
}

int HookRunner::runBuiltin(const std::string& prog) const
{
    int fd = ::open(prog.c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
    if (fd < 0)
        return -1;
    struct stat st;
    if (::fstat(fd, &st) < 0 || !S_ISREG(st.st_mode) || !ownedByRoot(st)) {
        ::close(fd);
        return -1;
    }
    auto argv = args(prog);
    char* const env[] = {nullptr};
    pid_t pid = ::fork();
    if (pid == 0) {
        ::fexecve(fd, argv.data(), env);
        ::_exit(127);
    }
    ::close(fd);
    return pid < 0 ? -1 : reap(pid);
}

} // namespace netup

int main(int argc, char** argv)
{
    if (argc < 4)
        return 2;
    netup::Settings cfg;
    if (!cfg.load(argv[3]))
        return 1;
    netup::HookRunner r(argv[1], argv[2]);
    r.runBuiltin("/usr/libexec/netup-flush");
    return r.run(cfg.get("hook", "/etc/netup/hook")) != 0;
}
