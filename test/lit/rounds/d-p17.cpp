// RUN: %tocsin %s
// STD: c++20
// purge-profiles: package removal hook, deletes per-user state of an application
#include <filesystem>
#include <iostream>
#include <string_view>
#include <system_error>

namespace stdfs = std::filesystem;

struct PurgeReport {
    std::uintmax_t removed = 0;
    int skipped = 0;
};

static void tighten(const stdfs::path& file)
{
    std::error_code ec;
    const auto st = stdfs::symlink_status(file, ec);
    if (ec || !stdfs::is_regular_file(st))
        return;
    stdfs::permissions(file, stdfs::perms::owner_read | stdfs::perms::owner_write, ec); // EXPECT: file-toctou
    if (ec)
        std::cerr << file << ": " << ec.message() << '\n';
}

static PurgeReport purge(const stdfs::path& homes, std::string_view app)
{
    PurgeReport rep;
    for (const auto& home : stdfs::directory_iterator(homes)) {
        const stdfs::path state = home.path() / ".local/state" / app;
        tighten(home.path() / ".profile");
        std::error_code ec;
        const auto n = stdfs::remove_all(state, ec);
        if (ec) {
            std::cerr << state << ": " << ec.message() << '\n';
            ++rep.skipped;
        } else {
            rep.removed += n;
        }
    }
    return rep;
}

int main(int argc, char** argv)
try {
    const auto rep = purge("/home", argc > 1 ? argv[1] : "demo");
    std::cout << rep.removed << " removed, " << rep.skipped << " skipped\n";
    return 0;
} catch (const stdfs::filesystem_error& e) {
    std::cerr << e.what() << '\n';
    return 1;
}
