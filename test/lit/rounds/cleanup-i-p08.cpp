// RUN: %tocsin %s
// STD: c++20
// Label printer spooler: one spooler process per queue directory, several hosts on one NFS share.
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <ctime>
#include <stdexcept>
#include <string>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

class QueueLock {
public:
    QueueLock(std::string dir, long breakAfter) : path_(std::move(dir) + "/.lock"), breakAfter_(breakAfter) {}
    QueueLock(const QueueLock&) = delete;
    QueueLock& operator=(const QueueLock&) = delete;
    ~QueueLock() {
        if (held_) ::unlink(path_.c_str());
    }

    bool acquire(int attempts) {
        for (int i = 0; i < attempts; ++i) {
            int fd = ::open(path_.c_str(), O_WRONLY | O_CREAT | O_EXCL, 0644);
            if (fd >= 0) {
                writeOwner(fd);
                ::close(fd);
                held_ = true;
                return true;
            }
            if (errno != EEXIST) throw std::runtime_error(std::strerror(errno));
            if (abandoned()) {
                std::fprintf(stderr, "%s: taking over\n", path_.c_str());
                ::unlink(path_.c_str()); // EXPECT: timestamp-cleanup
                continue;
            }
            ::sleep(1);
        }
        return false;
    }

private:
    bool abandoned() const {
        struct stat st{};
        if (::stat(path_.c_str(), &st) != 0) return false;
        return std::time(nullptr) - st.st_mtime > breakAfter_;
    }

    static void writeOwner(int fd) {
        char host[64] = "?";
        ::gethostname(host, sizeof host - 1);
        ::dprintf(fd, "%s %d\n", host, static_cast<int>(::getpid()));
    }

    std::string path_;
    long breakAfter_;
    bool held_ = false;
};

static int printNext(const std::string& dir) {
    std::string cur = dir + "/next.zpl";
    FILE* f = std::fopen(cur.c_str(), "r");
    if (!f) return 0;
    int labels = 0;
    for (char line[512]; std::fgets(line, sizeof line, f);) {
        std::fputs(line, stdout);
        if (std::strncmp(line, "^XZ", 3) == 0) ++labels;
    }
    std::fclose(f);
    std::rename(cur.c_str(), (dir + "/done.zpl").c_str());
    return labels;
}

int main(int argc, char** argv) {
    const std::string dir = argc > 1 ? argv[1] : "/mnt/print/dock7";
    try {
        QueueLock lock(dir, 120);
        if (!lock.acquire(30)) return 75;
        std::fprintf(stderr, "%d labels\n", printNext(dir));
    } catch (const std::exception& e) {
        std::fprintf(stderr, "spool: %s\n", e.what());
        return 1;
    }
}
