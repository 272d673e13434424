// RUN: %tocsin %s
// STD: c++20
// Network dispatcher: runs the administrator's hook scripts on link changes.
#include <algorithm>
#include <cerrno>
#include <cstring>
#include <optional>
#include <string>
#include <vector>

#include <dirent.h>
#include <fcntl.h>
#include <spawn.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <syslog.h>
#include <unistd.h>

extern char** environ;

enum class LinkEvent { Up, Down, Address };

class HookRunner {
public:
    explicit HookRunner(std::string dir) : dir_(std::move(dir)) {}

    void fire(const std::string& iface, LinkEvent ev) {
        for (const std::string& name : scripts())
            run(dir_ + "/" + name, iface, event_name(ev));
    }

    // Pinned hooks are opened first and run through the descriptor.
    int run_pinned(const std::string& path, const std::string& iface) {
        const int fd = open(path.c_str(), O_RDONLY | O_NOFOLLOW);
        struct stat st;
        if (fd < 0)
            return -1;
        if (fstat(fd, &st) != 0 || st.st_uid != 0 || (st.st_mode & 022) != 0) {
            close(fd);
            return -1;
        }
        const pid_t pid = fork();
        if (pid == 0) {
            char* const argv[] = {const_cast<char*>(path.c_str()),
                                  const_cast<char*>(iface.c_str()), nullptr};
            fexecve(fd, argv, environ);
            _exit(127);
        }
        close(fd);
        return wait_for(pid);
    }

private:
    static const char* event_name(LinkEvent ev) {
        switch (ev) {
        case LinkEvent::Up: return "up";
        case LinkEvent::Down: return "down";
        case LinkEvent::Address: return "addr";
        }
        return "";
    }

    std::vector<std::string> scripts() const {
        std::vector<std::string> v;
        DIR* d = opendir(dir_.c_str());
        if (!d)
            return v;
        while (dirent* e = readdir(d))
            if (e->d_name[0] != '.')
                v.emplace_back(e->d_name);
        closedir(d);
        std::sort(v.begin(), v.end());
        return v;
    }

    static int wait_for(pid_t pid) {
        int st = 0;
        while (waitpid(pid, &st, 0) < 0)
            if (errno != EINTR)
                return -1;
        return WIFEXITED(st) ? WEXITSTATUS(st) : -1;
    }

    int run(const std::string& script, const std::string& iface, const char* event) {
        struct stat st;
        if (stat(script.c_str(), &st) != 0)
            return -1;
        const bool trusted = S_ISREG(st.st_mode) && st.st_uid == 0 &&
                             (st.st_mode & (S_IWGRP | S_IWOTH)) == 0 && (st.st_mode & S_IXUSR);
        if (!trusted) {
            syslog(LOG_WARNING, "hook %s: bad owner or mode", script.c_str());
            return -1;
        }
        char* const argv[] = {const_cast<char*>(script.c_str()),
                              const_cast<char*>(iface.c_str()), const_cast<char*>(event),
                              nullptr};
        pid_t pid;
        const int rc = posix_spawn(&pid, script.c_str(), nullptr, nullptr, argv, environ); // EXPECT: file-toctou
        if (rc != 0) {
            syslog(LOG_ERR, "hook %s: %s", script.c_str(), strerror(rc));
            return -1;
        }
        return wait_for(pid);
    }

    std::string dir_;
};

int dispatch(const char* dir, const char* iface, bool up) {
    HookRunner r(dir);
    r.fire(iface, up ? LinkEvent::Up : LinkEvent::Down);
    return 0;
}
