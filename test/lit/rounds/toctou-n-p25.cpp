// RUN: %tocsin %s
// STD: c++20
// Nightly job of the group share (as root): makes documents readable for the
// group. It collects first and changes later, in batches, to keep the load on
// the file server low.
#include <fcntl.h>
#include <linux/openat2.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <string>
#include <system_error>
#include <thread>
#include <vector>

namespace fs = std::filesystem;
using namespace std::chrono_literals;

namespace share {

struct Counters {
    std::size_t seen = 0, changed = 0, failed = 0;
};

constexpr fs::perms kDocument = fs::perms::group_read;
constexpr mode_t kScript = S_IRGRP | S_IXGRP;

bool lacks(fs::perms have, fs::perms want) { return (have & want) != want; }

class Sweep {
public:
    explicit Sweep(fs::path top)
        : top_(std::move(top)), topfd_(::open(top_.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC))
    {
        if (topfd_ < 0)
            throw std::system_error(errno, std::generic_category(), top_.string());
    }
    ~Sweep() { ::close(topfd_); }
    Sweep(const Sweep &) = delete;
    Sweep &operator=(const Sweep &) = delete;

    void collect()
    {
        std::error_code ec;
        auto opts = fs::directory_options::skip_permission_denied;
        for (fs::recursive_directory_iterator it(top_, opts, ec), end; !ec && it != end; it.increment(ec)) {
            const fs::directory_entry &e = *it;
            ++count_.seen;
            std::error_code ignore;
            if (e.is_symlink(ignore) || !e.is_regular_file(ignore) || e.hard_link_count(ignore) != 1)
                continue;
            if (e.path().extension() == ".sh")
                scripts_.push_back(e);
            else if (lacks(e.status(ignore).permissions(), kDocument))
                documents_.push_back(e);
        }
        if (ec)
            std::cerr << top_ << ": " << ec.message() << '\n';
    }

    void apply()
    {
        std::size_t n = 0;
        for (const auto &doc : documents_) {
            std::error_code ec;
            fs::permissions(doc, kDocument, fs::perm_options::add, ec); // EXPECT-MISS: file-toctou
            note(doc, ec);
            if (++n % kBatch == 0)
                std::this_thread::sleep_for(250ms);
        }
        for (const auto &script : scripts_)
            note(script, open_up(script.path()));
    }

    const Counters &counters() const { return count_; }

private:
    static constexpr std::size_t kBatch = 200;

    std::error_code open_up(const fs::path &p) const
    {
        const std::string rel = p.lexically_relative(top_).string();
        open_how how{};
        how.flags = O_RDONLY | O_NONBLOCK | O_CLOEXEC;
        how.resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS;
        int fd = static_cast<int>(::syscall(SYS_openat2, topfd_, rel.c_str(), &how, sizeof how));
        if (fd < 0)
            return {errno, std::generic_category()};
        std::error_code ec;
        struct stat st {};
        if (::fstat(fd, &st) != 0)
            ec.assign(errno, std::generic_category());
        else if (!S_ISREG(st.st_mode) || st.st_nlink != 1)
            ec = std::make_error_code(std::errc::operation_not_permitted);
        else if (::fchmod(fd, (st.st_mode & 0777) | kScript) != 0)
            ec.assign(errno, std::generic_category());
        ::close(fd);
        return ec;
    }

    void note(const fs::path &p, const std::error_code &ec)
    {
        if (!ec) {
            ++count_.changed;
            return;
        }
        ++count_.failed;
        std::cerr << p << ": " << ec.message() << '\n';
    }

    fs::path top_;
    int topfd_;
    std::vector<fs::directory_entry> documents_;
    std::vector<fs::directory_entry> scripts_;
    Counters count_;
};

} // namespace share

int main(int argc, char **argv)
{
    if (argc != 2) {
        std::cerr << "usage: sweep DIRECTORY\n";
        return 2;
    }
    try {
        share::Sweep sweep(argv[1]);
        sweep.collect();
        sweep.apply();
        const auto &c = sweep.counters();
        std::cout << c.seen << " seen, " << c.changed << " changed, " << c.failed << " failed\n";
        return c.failed ? EXIT_FAILURE : EXIT_SUCCESS;
    } catch (const std::exception &e) {
        std::cerr << "sweep: " << e.what() << '\n';
        return EXIT_FAILURE;
    }
}
