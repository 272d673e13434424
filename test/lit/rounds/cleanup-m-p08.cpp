// RUN: %tocsin %s
// STD: c++20
// Supervises the transcoder helpers started by the media server.
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <ctime>
#include <string>
#include <vector>
#include <fcntl.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

namespace media {

using std::chrono::seconds;
using Wall = std::chrono::system_clock;
using Mono = std::chrono::steady_clock;

struct Helper {
    std::vector<std::string> argv;
    pid_t pid = -1;
    int beat_fd = -1;
    std::time_t started = 0;
    std::time_t limit = 3600;
    Wall::time_point last_beat{};
    Mono::time_point not_before{};
};

class Supervisor {
public:
    void add(std::vector<std::string> argv, std::time_t limit) {
        Helper h;
        h.argv = std::move(argv);
        h.limit = limit;
        helpers_.push_back(std::move(h));
    }

    void run() {
        for (;;) {
            for (auto& h : helpers_)
                if (h.pid < 0 && Mono::now() >= h.not_before) spawn(h);
            readBeats(seconds(1));
            enforce();
            collect();
        }
    }

private:
    void spawn(Helper& h) {
        int p[2];
        if (::pipe2(p, O_CLOEXEC) < 0) return;
        std::vector<char*> args;
        for (auto& a : h.argv) args.push_back(a.data());
        args.push_back(nullptr);
        pid_t pid = ::fork();
        if (pid == 0) {
            ::dup2(p[1], 3);
            ::execv(args[0], args.data());
            ::_exit(127);
        }
        ::close(p[1]);
        if (pid < 0) {
            ::close(p[0]);
            return;
        }
        h.pid = pid;
        h.beat_fd = p[0];
        h.started = std::time(nullptr);
        h.last_beat = Wall::now();
    }

    void readBeats(seconds wait) {
        std::vector<pollfd> pf;
        for (auto& h : helpers_) pf.push_back({h.beat_fd, POLLIN, 0});
        if (::poll(pf.data(), pf.size(), static_cast<int>(wait.count() * 1000)) <= 0) return;
        for (std::size_t i = 0; i < pf.size(); ++i) {
            char buf[64];
            if ((pf[i].revents & POLLIN) && ::read(pf[i].fd, buf, sizeof buf) > 0) helpers_[i].last_beat = Wall::now();
        }
    }

    void enforce() {
        for (auto& h : helpers_) {
            if (h.pid < 0) continue;
            if (Wall::now() - h.last_beat > seconds(45)) ::kill(h.pid, SIGABRT); // EXPECT: wall-clock-interval
            if (std::time(nullptr) - h.started > h.limit) ::kill(h.pid, SIGKILL); // EXPECT: wall-clock-interval
        }
    }

    // The only place where a pid is given back to the system.
    void collect() {
        int status;
        pid_t pid;
        while ((pid = ::waitpid(-1, &status, WNOHANG)) > 0) {
            for (auto& h : helpers_) {
                if (h.pid != pid) continue;
                std::fprintf(stderr, "%s: status %d\n", h.argv[0].c_str(), status);
                ::close(h.beat_fd);
                h.beat_fd = -1;
                h.pid = -1;
                h.not_before = Mono::now() + seconds(5);
            }
        }
    }

    std::vector<Helper> helpers_;
};

}  // namespace media

int main() {
    media::Supervisor s;
    s.add({"/usr/libexec/transcode", "--profile=hls"}, 7200);
    s.add({"/usr/libexec/thumbnailer"}, 600);
    s.run();
}
