// RUN: %tocsin %s
// STD: c++20
// Account provisioning tool: sets up a new user's home and API token.
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <random>
#include <stdexcept>
#include <string>
#include <system_error>

#include <fcntl.h>
#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>

namespace fs = std::filesystem;

class Account {
public:
    explicit Account(const char* login) {
        const passwd* pw = getpwnam(login);
        if (!pw)
            throw std::runtime_error(std::string("no such user: ") + login);
        login_ = login;
        uid_ = pw->pw_uid;
        gid_ = pw->pw_gid;
        home_ = pw->pw_dir;
    }
    const fs::path& home() const { return home_; }
    uid_t uid() const { return uid_; }
    gid_t gid() const { return gid_; }
    const std::string& login() const { return login_; }

private:
    std::string login_;
    uid_t uid_{};
    gid_t gid_{};
    fs::path home_;
};

static std::string make_token() {
    static const char alphabet[] = "abcdefghijkmnpqrstuvwxyz23456789";
    std::random_device rd;
    std::string t;
    for (int i = 0; i < 40; ++i)
        t += alphabet[rd() % (sizeof alphabet - 1)];
    return t;
}

static void write_token(const fs::path& file, const std::string& token) {
    {
        std::ofstream out(file, std::ios::trunc);
        if (!out)
            throw std::runtime_error("cannot write " + file.string());
        out << token << '\n';
    }
    fs::permissions(file, fs::perms::owner_read | fs::perms::owner_write); // EXPECT: create-then-name
}

static void make_config_dir(const Account& a) {
    const std::string dir = (a.home() / ".provider").string();
    if (mkdir(dir.c_str(), 0700) != 0 && errno != EEXIST)
        throw std::system_error(errno, std::generic_category(), dir);
    if (chown(dir.c_str(), a.uid(), a.gid()) != 0) // EXPECT: create-then-name
        throw std::system_error(errno, std::generic_category(), dir);
}

static void write_rc(const Account& a) {
    const std::string rc = (a.home() / ".providerrc").string();
    const int fd = open(rc.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd < 0) {
        if (errno == EEXIST)
            return;
        throw std::system_error(errno, std::generic_category(), rc);
    }
    const std::string text = "user = " + a.login() + "\n";
    const bool done = write(fd, text.data(), text.size()) == static_cast<ssize_t>(text.size()) &&
                      fchown(fd, a.uid(), a.gid()) == 0 && fchmod(fd, 0640) == 0;
    close(fd);
    if (!done)
        throw std::runtime_error("short write on " + rc);
}

int main(int argc, char** argv) {
    if (argc != 2) {
        std::cerr << "usage: provision login\n";
        return 2;
    }
    try {
        const Account a(argv[1]);
        make_config_dir(a);
        write_rc(a);
        write_token("/var/lib/provider/tokens/" + a.login(), make_token());
    } catch (const std::exception& e) {
        std::cerr << e.what() << '\n';
        return 1;
    }
    return 0;
}
