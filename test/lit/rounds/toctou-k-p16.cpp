// RUN: %tocsin %s
// STD: c++20
// mkhome: completes the home directory of an account.  Runs as root at login.
#include <cerrno>
#include <fcntl.h>
#include <filesystem>
#include <iostream>
#include <pwd.h>
#include <string>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace fs = std::filesystem;

struct Account {
    uid_t uid;
    gid_t gid;
    fs::path home;
};

[[noreturn]] static void fail(const fs::path& p) {
    throw std::system_error(errno, std::generic_category(), p.string());
}

class ScopedFd {
public:
    ScopedFd(int fd, const fs::path& label) : fd_(fd) {
        if (fd_ < 0) fail(label);
    }
    ScopedFd(const ScopedFd&) = delete;
    ScopedFd& operator=(const ScopedFd&) = delete;
    ~ScopedFd() { ::close(fd_); }
    operator int() const { return fd_; }

private:
    int fd_;
};

// Adds the missing standard entries to a home that already belongs to the user.
class SkeletonCopier {
public:
    explicit SkeletonCopier(const Account& who) : who_(who) {}

    void populate() const {
        for (const char* name : {"Desktop", "Downloads", "Pictures"}) addFolder(who_.home / name);
        for (const char* name : {".profile", ".inputrc"}) addFile(fs::path("/etc/skel") / name, who_.home / name);
    }

private:
    void addFolder(const fs::path& dir) const {
        if (!fs::create_directory(dir)) return;
        if (::chown(dir.c_str(), who_.uid, who_.gid) != 0) fail(dir); // EXPECT: create-then-name
    }

    void addFile(const fs::path& from, const fs::path& to) const {
        std::error_code ec;
        fs::copy_file(from, to, fs::copy_options::none, ec);
        if (ec == std::errc::file_exists) return;
        if (ec) throw fs::filesystem_error("mkhome", from, to, ec);
        if (::chown(to.c_str(), who_.uid, who_.gid) != 0) fail(to); // EXPECT: create-then-name
    }

    const Account& who_;
};

// Mail folders are laid out the same way for everybody, so there is no skeleton to read.
class MailLayout {
public:
    explicit MailLayout(const Account& who) : who_(who) {}

    void build() const {
        const ScopedFd home(::open(who_.home.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC), who_.home);
        if (::mkdirat(home, "Mail", 0700) != 0) {
            if (errno == EEXIST) return;
            fail("Mail");
        }
        const ScopedFd mail(enter(home, "Mail"), "Mail");
        for (const char* box : {"inbox", "sent", "drafts"}) {
            if (::mkdirat(mail, box, 0700) != 0) fail(box);
            const ScopedFd dir(enter(mail, box), box);
            const ScopedFd index(::openat(dir, "index", O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600), box);
            if (::write(index, "0\n", 2) != 2) fail(box);
            if (::fchown(index, who_.uid, who_.gid) != 0) fail(box);
            give(dir, box);
        }
        give(mail, "Mail");
    }

private:
    static int enter(int parent, const char* name) {
        const int fd = ::openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
        if (fd < 0) fail(name);
        struct stat st;
        if (::fstat(fd, &st) != 0 || st.st_uid != ::geteuid()) {
            ::close(fd);
            errno = EPERM;
            fail(name);
        }
        return fd;
    }

    void give(int dir, const char* label) const {
        if (::fchown(dir, who_.uid, who_.gid) != 0) fail(label);
    }

    const Account& who_;
};

int main(int argc, char** argv) {
    if (argc != 2) return 2;
    const passwd* pw = ::getpwnam(argv[1]);
    if (pw == nullptr) {
        std::cerr << "mkhome: no account " << argv[1] << '\n';
        return 1;
    }
    const Account who{pw->pw_uid, pw->pw_gid, pw->pw_dir};
    try {
        SkeletonCopier(who).populate();
        MailLayout(who).build();
    } catch (const std::exception& e) {
        std::cerr << "mkhome: " << e.what() << '\n';
        return 1;
    }
    return 0;
}
