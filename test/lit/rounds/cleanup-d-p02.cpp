// RUN: %tocsin %s
// STD: c++20
// Sandboxed compile runner: each request gets its own scratch directory and one
// child process with a wall budget.
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <system_error>
#include <thread>
#include <vector>

#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

namespace runner {

class ScratchDir {
public:
    ScratchDir() {
        char tmpl[] = "/tmp/cc-run-XXXXXX";
        if (!::mkdtemp(tmpl))
            throw std::system_error(errno, std::generic_category(), "mkdtemp");
        path_ = tmpl;
        created_ = Clock::now();
    }
    ScratchDir(const ScratchDir&) = delete;
    ScratchDir& operator=(const ScratchDir&) = delete;
    ~ScratchDir() {
        // Short runs leave the tree behind for the crash collector hook.
        if (!keep_ || Clock::now() - created_ > std::chrono::seconds(30)) {
            std::error_code ec;
            fs::remove_all(path_, ec);
        }
    }
    const fs::path& path() const { return path_; }
    void keep() { keep_ = true; }

private:
    fs::path path_;
    Clock::time_point created_;
    bool keep_ = false;
};

struct Limits {
    std::chrono::milliseconds run{10000};
    std::chrono::milliseconds poll{20};
};

enum class Outcome { Exited, Signalled, TimedOut };

class Child {
public:
    Child(const std::vector<std::string>& argv, const fs::path& cwd) {
        pid_ = ::fork();
        if (pid_ < 0)
            throw std::system_error(errno, std::generic_category(), "fork");
        if (pid_ == 0) {
            std::vector<char*> av;
            for (auto& a : argv)
                av.push_back(const_cast<char*>(a.c_str()));
            av.push_back(nullptr);
            if (::chdir(cwd.c_str()) == 0)
                ::execvp(av[0], av.data());
            ::_exit(127);
        }
        started_ = Clock::now();
    }

    Outcome wait(const Limits& lim) {
        int st = 0;
        bool killed = false;
        for (;;) {
            pid_t r = ::waitpid(pid_, &st, killed ? 0 : WNOHANG);
            if (r == pid_)
                break;
            if (r < 0 && errno != EINTR)
                throw std::system_error(errno, std::generic_category(), "waitpid");
            if (Clock::now() - started_ > lim.run) {
                ::kill(pid_, SIGKILL);
                killed = true;
                continue;
            }
            std::this_thread::sleep_for(lim.poll);
        }
        if (killed)
            return Outcome::TimedOut;
        return WIFSIGNALED(st) ? Outcome::Signalled : Outcome::Exited;
    }

private:
    pid_t pid_ = -1;
    Clock::time_point started_{};
};

Outcome compile(const std::vector<std::string>& argv, const fs::path& source, const Limits& lim) {
    ScratchDir dir;
    fs::copy_file(source, dir.path() / source.filename());
    Child child(argv, dir.path());
    Outcome out = child.wait(lim);
    if (out == Outcome::Signalled)
        dir.keep();
    return out;
}

} // namespace runner
