// RUN: %tocsin %s
// STD: c++20
// Device manager: prepares per-seat journal files dropped by unprivileged agents.
#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <iostream>
#include <optional>
#include <string>
#include <sys/stat.h>
#include <vector>

namespace fs = std::filesystem;

struct Probe {
    bool regular;
    uid_t owner;
    std::uintmax_t size;
    mode_t perms;
};

static std::optional<Probe> probe(const std::string& path)
{
    struct stat sb;
    if (::lstat(path.c_str(), &sb) < 0)
        return std::nullopt;
    return Probe{S_ISREG(sb.st_mode), sb.st_uid, static_cast<std::uintmax_t>(sb.st_size), sb.st_mode & 07777u};
}

class JournalKeeper {
public:
    JournalKeeper(uid_t agent, std::uintmax_t cap) : agent_(agent), cap_(cap) {}

    void add(std::string path) { journals_.push_back(std::move(path)); }

    void sweep()
    {
        std::for_each(journals_.begin(), journals_.end(), [this](const std::string& j) { trim(j); });
    }

    void publish(const fs::path& p)
    {
        const fs::file_status st = fs::symlink_status(p);
        const bool wanted = fs::is_regular_file(st) && (st.permissions() & fs::perms::others_read) == fs::perms::none;
        if (!wanted)
            return;
        std::error_code ec;
        fs::permissions(p, fs::perms::others_read, fs::perm_options::add, ec); // EXPECT: file-toctou
        if (ec)
            std::cerr << p << ": " << ec.message() << '\n';
    }

    void summary(std::ostream& os) const
    {
        for (const auto& j : journals_) {
            const auto pr = probe(j);
            os << j << ' ' << (pr ? static_cast<long long>(pr->size) : -1LL) << '\n';
        }
    }

private:
    void trim(const std::string& path)
    {
        const auto info = probe(path);
        if (!info || !info->regular || info->owner != agent_)
            return;
        if (info->size <= cap_)
            return;
        std::error_code ec;
        fs::resize_file(path, cap_, ec); // EXPECT: file-toctou
        if (ec)
            std::cerr << path << ": " << ec.message() << '\n';
    }

    uid_t agent_;
    std::uintmax_t cap_;
    std::vector<std::string> journals_;
};

int main(int argc, char** argv)
{
    JournalKeeper keeper(1000, 8u << 20);
    for (int i = 1; i < argc; ++i) {
        keeper.add(argv[i]);
        keeper.publish(argv[i]);
    }
    keeper.sweep();
    keeper.summary(std::cout);
}
