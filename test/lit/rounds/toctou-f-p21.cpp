// RUN: %tocsin %s
// STD: c++20
// filed: file operations of the web desktop, done on behalf of a logged-in user.
// The daemon itself runs as root.
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <grp.h>
#include <iostream>
#include <stdexcept>
#include <string>
#include <sys/stat.h>
#include <sys/wait.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace filed {

struct Account {
    std::string name;
    uid_t uid;
    gid_t gid;
    std::string home;
};

class ActAs {
public:
    explicit ActAs(const Account& a) {
        if (::initgroups(a.name.c_str(), a.gid) != 0 || ::setegid(a.gid) != 0 || ::seteuid(a.uid) != 0)
            throw std::system_error(errno, std::generic_category(), "become " + a.name);
    }
    ~ActAs() {
        if (::seteuid(0) != 0 || ::setegid(0) != 0)
            std::abort();
        ::setgroups(0, nullptr);
    }
    ActAs(const ActAs&) = delete;
    ActAs& operator=(const ActAs&) = delete;
};

class Fd {
public:
    explicit Fd(int fd) : fd_(fd) {}
    ~Fd() {
        if (fd_ >= 0)
            ::close(fd_);
    }
    Fd(Fd&& o) noexcept : fd_(std::exchange(o.fd_, -1)) {}
    int get() const { return fd_; }
    explicit operator bool() const { return fd_ >= 0; }

private:
    int fd_;
};

bool saveNote(const Account& who, const std::string& rel, const std::string& text) {
    const std::string path = who.home + "/" + rel;
    ActAs user(who);
    struct stat st{};
    if (::lstat(path.c_str(), &st) == 0) {
        if (!S_ISREG(st.st_mode) || st.st_uid != who.uid)
            return false;
    }
    Fd fd(::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600));
    if (!fd)
        return false;
    return ::write(fd.get(), text.data(), text.size()) == static_cast<ssize_t>(text.size());
}

bool trimHistory(const Account& who, off_t limit) {
    const std::string path = who.home + "/.history";
    struct stat st{};
    bool done = false;

    if (::setegid(who.gid) != 0 || ::seteuid(who.uid) != 0)
        return false;
    if (::lstat(path.c_str(), &st) == 0 && S_ISREG(st.st_mode) && st.st_size > limit)
        done = ::truncate(path.c_str(), limit) == 0;
    if (::seteuid(0) != 0 || ::setegid(0) != 0)
        std::abort();
    return done;
}

int runUserHook(const Account& who, const std::string& event) {
    const std::string hook = who.home + "/.desk/on-" + event;
    const pid_t pid = ::fork();
    if (pid < 0)
        return -1;
    if (pid == 0) {
        if (::initgroups(who.name.c_str(), who.gid) != 0 || ::setresgid(who.gid, who.gid, who.gid) != 0 ||
            ::setresuid(who.uid, who.uid, who.uid) != 0)
            ::_exit(126);
        if (::access(hook.c_str(), X_OK) != 0)
            ::_exit(0);
        ::execl(hook.c_str(), hook.c_str(), event.c_str(), static_cast<char*>(nullptr));
        ::_exit(127);
    }
    int status = 0;
    if (::waitpid(pid, &status, 0) != pid)
        return -1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

} // namespace filed

int main(int argc, char** argv) {
    if (argc < 5)
        return 2;
    const filed::Account who{argv[1], static_cast<uid_t>(std::stoul(argv[2])),
                             static_cast<gid_t>(std::stoul(argv[2])), argv[3]};
    try {
        if (!filed::saveNote(who, argv[4], "remember\n"))
            std::cerr << "filed: " << argv[4] << ": " << std::strerror(errno) << '\n';
        filed::trimHistory(who, 1 << 16);
        return filed::runUserHook(who, "save");
    } catch (const std::exception& e) {
        std::cerr << "filed: " << e.what() << '\n';
        return 1;
    }
}
