// RUN: %tocsin %s
// STD: c++20
// Print server back end: runs as root and writes the job history into a file
// of the job's owner.
#include <fcntl.h>
#include <grp.h>
#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <optional>
#include <string>
#include <system_error>

namespace fs = std::filesystem;

namespace spool {

struct Owner {
    std::string name;
    uid_t uid;
    gid_t gid;
    fs::path home;
};

std::optional<Owner> lookup(const std::string &name)
{
    const passwd *pw = ::getpwnam(name.c_str());
    if (!pw)
        return std::nullopt;
    return Owner{pw->pw_name, pw->pw_uid, pw->pw_gid, pw->pw_dir};
}

// Acts with the identity of the owner until the end of the scope.
class Impersonate {
public:
    explicit Impersonate(const Owner &o)
    {
        if (::initgroups(o.name.c_str(), o.gid) != 0 || ::setegid(o.gid) != 0 || ::seteuid(o.uid) != 0)
            throw std::system_error(errno, std::generic_category(), "cannot become " + o.name);
    }
    ~Impersonate()
    {
        if (::seteuid(0) != 0 || ::setegid(0) != 0 || ::setgroups(0, nullptr) != 0)
            std::abort();
    }
    Impersonate(const Impersonate &) = delete;
    Impersonate &operator=(const Impersonate &) = delete;
};

class History {
public:
    explicit History(Owner owner) : owner_(std::move(owner)), file_(owner_.home / ".print-history") {}

    bool add(const std::string &line)
    {
        struct stat st {};
        if (::stat(file_.c_str(), &st) == 0 && (!S_ISREG(st.st_mode) || st.st_uid != owner_.uid)) {
            std::cerr << file_ << ": history switched off by its owner\n";
            return false;
        }
        Impersonate guard(owner_);
        int fd = ::open(file_.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_NONBLOCK | O_NOCTTY | O_CLOEXEC, 0600); // EXPECT-NOISE: file-toctou
        if (fd < 0)
            return false;
        std::string rec = line + "\n";
        bool ok = ::write(fd, rec.data(), rec.size()) == static_cast<ssize_t>(rec.size());
        ::close(fd);
        return ok;
    }

    // Histories of version 1 were readable for everybody.
    bool close_to_others()
    {
        Impersonate guard(owner_);
        std::error_code ec;
        const fs::file_status st = fs::symlink_status(file_, ec);
        if (!fs::exists(st))
            return true;
        if (!fs::is_regular_file(st))
            return false;
        fs::permissions(file_, fs::perms::owner_read | fs::perms::owner_write, ec);
        return !ec;
    }

private:
    Owner owner_;
    fs::path file_;
};

} // namespace spool

int main(int argc, char **argv)
{
    if (argc != 3) {
        std::cerr << "usage: history USER TEXT\n";
        return 2;
    }
    auto owner = spool::lookup(argv[1]);
    if (!owner || owner->uid == 0) {
        std::cerr << argv[1] << ": no such user\n";
        return 1;
    }
    try {
        spool::History h(*owner);
        if (!h.close_to_others())
            std::clog << "permissions of the history not changed\n";
        return h.add(argv[2]) ? 0 : 1;
    } catch (const std::exception &e) {
        std::cerr << e.what() << '\n';
        return 1;
    }
}
