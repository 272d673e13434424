// RUN: %tocsin %s
// STD: c++20
// fixperms: post-install step that normalises a web application's tree (root).
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <grp.h>
#include <iostream>
#include <pwd.h>
#include <stdexcept>
#include <string>
#include <system_error>
#include <unistd.h>

namespace fs = std::filesystem;

struct Policy {
    fs::perms directories = fs::perms::owner_all | fs::perms::group_read | fs::perms::group_exec;
    uid_t uid = 0;
    gid_t gid = 0;
};

struct Tally {
    unsigned dirs = 0, files = 0, links = 0, errors = 0;
};

static Policy policyFor(const char* user, const char* group)
{
    Policy p;
    const passwd* pw = ::getpwnam(user);
    if (!pw)
        throw std::invalid_argument(std::string("no such user: ") + user);
    p.uid = pw->pw_uid;
    const struct group* gr = ::getgrnam(group);
    if (!gr)
        throw std::invalid_argument(std::string("no such group: ") + group);
    p.gid = gr->gr_gid;
    return p;
}

static Tally apply(const fs::path& root, const Policy& policy)
{
    Tally t;
    const auto opts = fs::directory_options::skip_permission_denied;

    for (const fs::directory_entry& item : fs::recursive_directory_iterator(root, opts)) {
        if (item.is_symlink()) {
            ++t.links;
            continue;
        }
        std::error_code ec;
        if (item.is_directory(ec)) {
            fs::permissions(item.path(), policy.directories, ec); // EXPECT: file-toctou
            if (ec)
                ++t.errors;
            else
                ++t.dirs;
        } else if (item.is_regular_file(ec) && item.hard_link_count(ec) == 1) {
            if (::chown(item.path().c_str(), policy.uid, policy.gid) != 0) { // EXPECT: file-toctou
                std::cerr << item.path() << ": " << std::strerror(errno) << '\n';
                ++t.errors;
            } else {
                ++t.files;
            }
        }
    }
    return t;
}

int main(int argc, char** argv)
{
    if (argc != 4) {
        std::cerr << "usage: fixperms TREE USER GROUP\n";
        return 2;
    }
    try {
        const Tally t = apply(argv[1], policyFor(argv[2], argv[3]));
        std::cout << t.dirs << " directories, " << t.files << " files, "
                  << t.links << " links skipped, " << t.errors << " errors\n";
        return t.errors ? 1 : 0;
    } catch (const std::exception& e) {
        std::cerr << "fixperms: " << e.what() << '\n';
        return 1;
    }
}
