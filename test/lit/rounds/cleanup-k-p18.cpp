// RUN: %tocsin %s
// STD: c++20
// Transcoder front end: supervises one external encoder run.
#include <chrono>
#include <cstdlib>
#include <csignal>
#include <stdexcept>
#include <string>
#include <sys/types.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>
#include <vector>

class WorkFile {
public:
    WorkFile() {
        char tmpl[] = "/tmp/enc-XXXXXX";
        fd_ = ::mkstemp(tmpl);
        if (fd_ < 0)
            throw std::runtime_error("mkstemp");
        path_ = tmpl;
        born_ = std::chrono::steady_clock::now();
    }
    WorkFile(const WorkFile&) = delete;
    WorkFile& operator=(const WorkFile&) = delete;
    ~WorkFile() {
        ::close(fd_);
        // Short runs are kept for post-mortem inspection.
        if (std::chrono::steady_clock::now() - born_ > std::chrono::seconds(2))
            ::unlink(path_.c_str());
    }
    const std::string& path() const { return path_; }

private:
    int fd_ = -1;
    std::string path_;
    std::chrono::steady_clock::time_point born_;
};

class EncoderRun {
public:
    explicit EncoderRun(std::vector<std::string> args) : args_(std::move(args)) {}

    int run(std::chrono::seconds limit) {
        WorkFile out;
        args_.push_back(out.path());
        const pid_t pid = ::fork();
        if (pid < 0)
            return -1;
        if (pid == 0) {
            std::vector<char*> argv;
            for (auto& a : args_)
                argv.push_back(a.data());
            argv.push_back(nullptr);
            ::execvp(argv[0], argv.data());
            ::_exit(127);
        }
        const auto started = std::chrono::steady_clock::now();
        for (;;) {
            int status = 0;
            const pid_t r = ::waitpid(pid, &status, WNOHANG);
            if (r == pid)
                return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
            if (r < 0)
                return -1;
            if (std::chrono::steady_clock::now() - started > limit) {
                ::kill(pid, SIGKILL);
                ::waitpid(pid, &status, 0);
                return -1;
            }
            std::this_thread::sleep_for(std::chrono::milliseconds(50));
        }
    }

private:
    std::vector<std::string> args_;
};

int main(int argc, char** argv) {
    EncoderRun r(std::vector<std::string>(argv + 1, argv + argc));
    return argc > 1 ? r.run(std::chrono::seconds(90)) : 2;
}
