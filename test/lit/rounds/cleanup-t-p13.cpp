// RUN: %tocsin %s
// STD: c++17
#include <cerrno>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <fcntl.h>
#include <optional>
#include <stdexcept>
#include <string>
#include <sys/stat.h>
#include <sys/types.h>
#include <system_error>
#include <thread>
#include <unistd.h>

namespace pkgtool {

class LockTimeout : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

class RepoLock {
public:
    explicit RepoLock(const std::string& repo, std::chrono::seconds breakAfter = std::chrono::seconds(600))
        : path_(repo + "/.lock"), breakAfter_(breakAfter) {
        const std::time_t giveUp = std::time(nullptr) + 60;
        while (std::time(nullptr) < giveUp) { // EXPECT: wall-clock-interval
            if (tryCreate()) return;
            breakLeftover();
            std::this_thread::sleep_for(std::chrono::milliseconds(500));
        }
        throw LockTimeout(path_);
    }
    RepoLock(const RepoLock&) = delete;
    RepoLock& operator=(const RepoLock&) = delete;
    // Removes the file that this object created.
    ~RepoLock() {
        if (fd_ >= 0) {
            ::unlink(path_.c_str());
            ::close(fd_);
        }
    }

private:
    bool tryCreate() {
        fd_ = ::open(path_.c_str(), O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0644);
        if (fd_ < 0) {
            if (errno == EEXIST) return false;
            throw std::system_error(errno, std::generic_category(), path_);
        }
        if (::dprintf(fd_, "%ld\n", static_cast<long>(::getpid())) < 0) {
            ::unlink(path_.c_str());
            ::close(fd_);
            fd_ = -1;
            throw std::system_error(errno, std::generic_category(), path_);
        }
        return true;
    }

    std::optional<std::chrono::seconds> ageOfFile() const {
        struct stat st {};
        if (::stat(path_.c_str(), &st) != 0) return std::nullopt;
        return std::chrono::seconds(::time(nullptr) - st.st_mtime);
    }

    void breakLeftover() {
        const auto age = ageOfFile();
        if (!age) return;
        if (*age > breakAfter_) {
            std::fprintf(stderr, "removing %s, %lld s old\n", path_.c_str(),
                         static_cast<long long>(age->count()));
            ::unlink(path_.c_str()); // EXPECT: timestamp-cleanup
        }
    }

    std::string path_;
    std::chrono::seconds breakAfter_;
    int fd_ = -1;
};

}  // namespace pkgtool

int main(int argc, char** argv) {
    if (argc < 2) return 2;
    try {
        pkgtool::RepoLock lock(argv[1]);
        return std::system("./rebuild-index") == 0 ? 0 : 1;
    } catch (const std::exception& e) {
        std::fprintf(stderr, "%s\n", e.what());
        return 1;
    }
}
