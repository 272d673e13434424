// RUN: %tocsin %s
// STD: c++20
// quotad: cuts oversize log files of tenants back to their quota
#include <fcntl.h>
#include <iostream>
#include <optional>
#include <string>
#include <sys/stat.h>
#include <unistd.h>
#include <vector>

namespace {

struct Facts {
    uid_t owner;
    off_t size;
    bool regular;
};

std::optional<Facts> examine(const std::string& name)
{
    struct stat sb;
    if (::lstat(name.c_str(), &sb) != 0)
        return std::nullopt;
    return Facts{sb.st_uid, sb.st_size, S_ISREG(sb.st_mode)};
}

class Enforcer {
public:
    Enforcer(uid_t tenant, off_t limit) : tenant_(tenant), limit_(limit) {}

    bool enforce(const std::string& log) const
    {
        const auto facts = examine(log);
        if (!facts || !facts->regular)
            return false;
        const auto mine = [&] { return facts->owner == tenant_; };
        if (!mine() || facts->size <= limit_)
            return false;
        if (::truncate(log.c_str(), limit_) != 0) { // EXPECT: file-toctou
            std::perror(log.c_str());
            return false;
        }
        return true;
    }

private:
    uid_t tenant_;
    off_t limit_;
};

} // namespace

int main(int argc, char** argv)
{
    if (argc < 3)
        return 2;
    const Enforcer e{static_cast<uid_t>(std::stoul(argv[1])), 10 << 20};
    std::vector<std::string> logs(argv + 2, argv + argc);
    unsigned cut = 0;
    for (const auto& l : logs)
        cut += e.enforce(l);
    std::cout << cut << " logs cut\n";
}
