// RUN: %tocsin %s
// STD: c++20
// Post-install step: lays out the directories of the service.
#include <cerrno>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <pwd.h>
#include <stdexcept>
#include <string>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

namespace fs = std::filesystem;

namespace setup {

struct Account {
    uid_t uid;
    gid_t gid;
};

Account lookup(const std::string& user)
{
    const passwd* pw = ::getpwnam(user.c_str());
    if (!pw)
        throw std::runtime_error("no such user: " + user);
    return {pw->pw_uid, pw->pw_gid};
}

void oops(const std::string& what)
{
    throw std::system_error(errno, std::system_category(), what);
}

class Layout {
public:
    Layout(fs::path prefix, Account acct) : prefix_(std::move(prefix)), acct_(acct) {}

    void shareDir() const
    {
        if (!fs::exists(prefix_ / "share")) {
            if (::mkdir((prefix_ / "share").c_str(), 0755) != 0) // EXPECT: file-toctou
                oops("mkdir share");
        }
    }

    void stateDir() const
    {
        const std::string dir = (prefix_ / "state").string();
        if (::mkdir(dir.c_str(), 0700) != 0 && errno != EEXIST)
            oops("mkdir " + dir);
        if (::chown(dir.c_str(), acct_.uid, acct_.gid) != 0) // EXPECT: create-then-name
            oops("chown " + dir);
    }

    void docs() const { fs::create_directories(prefix_ / "doc" / "html"); }

    void manifest() const
    {
        std::ofstream out(prefix_ / "MANIFEST");
        out << "share\nstate\ndoc/html\n";
        if (!out.flush())
            throw std::runtime_error("cannot write manifest");
    }

private:
    fs::path prefix_;
    Account acct_;
};

template <typename Step>
bool attempt(const char* label, Step&& step)
{
    try {
        step();
        std::cout << "  ok   " << label << '\n';
        return true;
    } catch (const std::exception& e) {
        std::cout << "  FAIL " << label << ": " << e.what() << '\n';
        return false;
    }
}

} // namespace setup

int main(int argc, char** argv)
{
    if (argc != 3) {
        std::cerr << "usage: postinst PREFIX USER\n";
        return 2;
    }
    try {
        setup::Layout layout(argv[1], setup::lookup(argv[2]));
        bool ok = setup::attempt("share", [&] { layout.shareDir(); });
        ok = setup::attempt("state", [&] { layout.stateDir(); }) && ok;
        ok = setup::attempt("docs", [&] { layout.docs(); }) && ok;
        ok = setup::attempt("manifest", [&] { layout.manifest(); }) && ok;
        return ok ? 0 : 1;
    } catch (const std::exception& e) {
        std::cerr << e.what() << '\n';
        return 1;
    }
}
