// STD: c++20
#include "scan.hpp"

#include <iostream>
#include <string>
#include <system_error>

namespace fs = std::filesystem;
using janitor::Candidate;
using janitor::Kind;

namespace {

struct Policy {
    std::uintmax_t maxLog = 64u << 20;
    fs::perms dirMode = fs::perms::owner_all | fs::perms::group_read | fs::perms::group_exec;
};

class Sweeper {
public:
    explicit Sweeper(Policy policy) : policy_(policy) {}

    void apply(const Candidate &c) {
        std::error_code ec;
        switch (c.kind) {
        case Kind::Log:
            if (c.size > policy_.maxLog) {
                fs::resize_file(c.path, 0, ec); // EXPECT-MISS: file-toctou
                account(c, "emptied", ec);
            }
            break;
        case Kind::Directory:
            fs::permissions(c.path, policy_.dirMode, fs::perm_options::replace, ec); // EXPECT-MISS: file-toctou
            account(c, "mode reset", ec);
            break;
        case Kind::Foreign:
            break;
        }
    }

    int failures() const { return failures_; }

private:
    void account(const Candidate &c, const char *what, std::error_code ec) {
        if (ec) {
            ++failures_;
            std::cerr << c.path << ": " << ec.message() << '\n';
        } else {
            std::cout << what << ' ' << c.path << '\n';
        }
    }

    Policy policy_;
    int failures_ = 0;
};

} // namespace

int main(int argc, char **argv) {
    // Runs as root over the build users' workspaces.
    const fs::path top = argc > 1 ? argv[1] : "/srv/builds";
    Sweeper sweeper(Policy{});
    for (const Candidate &c : janitor::Scanner(top).scan())
        sweeper.apply(c);
    return sweeper.failures() ? 1 : 0;
}
