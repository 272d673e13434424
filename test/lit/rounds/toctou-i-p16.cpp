// RUN: %tocsin %s
// STD: c++20
// Publishes uploaded trees of customers: hands them to the web server's account.
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <iostream>
#include <optional>
#include <pwd.h>
#include <string>
#include <system_error>
#include <unistd.h>

namespace fs = std::filesystem;

struct Account {
    uid_t uid;
    gid_t gid;
};

struct Report {
    std::size_t changed = 0;
    std::size_t links = 0;
    std::size_t errors = 0;
};

static std::optional<Account> lookup(const std::string &user)
{
    if (const passwd *pw = ::getpwnam(user.c_str()))
        return Account{pw->pw_uid, pw->pw_gid};
    return std::nullopt;
}

class Publisher {
public:
    Publisher(Account acct, std::ostream &log) : acct_(acct), log_(log) {}

    Report run(const fs::path &tree)
    {
        Report rep;
        std::error_code ec;
        for (fs::recursive_directory_iterator it(tree, ec), end; !ec && it != end; it.increment(ec))
            visit(*it, rep);
        if (ec) {
            log_ << tree << ": " << ec.message() << '\n';
            ++rep.errors;
        }
        return rep;
    }

private:
    void visit(const fs::directory_entry &entry, Report &rep)
    {
        std::error_code ec;
        const bool link = entry.is_symlink(ec);
        if (link) {
            ++rep.links;
            return;
        }
        const bool dir = entry.is_directory(ec);
        const fs::perms mode = dir ? fs::perms(0755) : fs::perms(0644);

        if (::chown(entry.path().c_str(), acct_.uid, acct_.gid) != 0) { // EXPECT: file-toctou
            log_ << entry.path() << ": " << std::strerror(errno) << '\n';
            ++rep.errors;
            return;
        }
        fs::permissions(entry.path(), mode, ec); // EXPECT: file-toctou
        if (ec) {
            log_ << entry.path() << ": " << ec.message() << '\n';
            ++rep.errors;
            return;
        }
        ++rep.changed;
    }

    Account acct_;
    std::ostream &log_;
};

int main(int argc, char **argv)
{
    if (argc != 3) {
        std::cerr << "usage: publish user tree\n";
        return 2;
    }
    auto acct = lookup(argv[1]);
    if (!acct) {
        std::cerr << argv[1] << ": no such account\n";
        return 1;
    }
    Publisher pub(*acct, std::cerr);
    Report r = pub.run(argv[2]);
    std::cout << r.changed << " changed, " << r.links << " links left alone\n";
    return r.errors ? 1 : 0;
}
