// RUN: %tocsin %s
// STD: c++20
// homefix: run by root after a uid change, hands a home directory to its new owner
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <iostream>
#include <string>
#include <sys/stat.h>
#include <unistd.h>

namespace fs = std::filesystem;

namespace {

struct Options {
    uid_t from{};
    uid_t to{};
    bool quiet = false;
};

class HomeFixer {
public:
    explicit HomeFixer(const Options& o) : opt_(o) {}

    void run(const fs::path& home)
    {
        const auto how = fs::directory_options::skip_permission_denied;
        std::error_code ec;
        for (fs::recursive_directory_iterator it(home, how, ec), end; !ec && it != end; it.increment(ec)) {
            const fs::directory_entry& entry = *it;
            if (entry.is_symlink()) {
                ++skipped_;
                continue;
            }
            regain(entry);
        }
        if (ec)
            std::cerr << "homefix: " << home << ": " << ec.message() << '\n';
    }

    unsigned changed() const { return changed_; }
    unsigned skipped() const { return skipped_; }

private:
    void regain(const fs::directory_entry& entry)
    {
        if (!entry.is_regular_file() || entry.hard_link_count() != 1)
            return;
        if (::chown(entry.path().c_str(), opt_.to, static_cast<gid_t>(-1)) != 0) { // EXPECT: file-toctou
            report(entry.path());
            return;
        }
        ++changed_;
    }

    void report(const fs::path& p) const
    {
        const int e = errno;
        if (!opt_.quiet)
            std::cerr << "homefix: " << p << ": " << std::strerror(e) << '\n';
    }

    Options opt_;
    unsigned changed_ = 0;
    unsigned skipped_ = 0;
};

} // namespace

int main(int argc, char** argv)
{
    if (argc != 4)
        return 64;
    Options o;
    o.from = static_cast<uid_t>(std::stoul(argv[1]));
    o.to = static_cast<uid_t>(std::stoul(argv[2]));
    HomeFixer fixer(o);
    fixer.run(argv[3]);
    std::cout << fixer.changed() << " entries, " << fixer.skipped() << " links left alone\n";
}
