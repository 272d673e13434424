// RUN: %tocsin %s
// STD: c++20
// Thumbnail cache in the user's cache directory, shared by every viewer process of the session.
// Entries are refreshed by writing a sibling file and renaming it into place.
#include <chrono>
#include <cstdio>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <optional>
#include <string>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
#include <utility>
#include <vector>

namespace fs = std::filesystem;
using namespace std::chrono_literals;

namespace thumbs {

class Cache {
public:
    explicit Cache(fs::path root) : root_(std::move(root)) {
        fs::create_directories(root_);
        fs::create_directories(root_ / "claims");
    }

    // First viewer to ask renders; the others wait for the result.
    bool claim(const std::string &key, const std::string &who) {
        const fs::path p = root_ / "claims" / key;
        std::error_code ec;
        if (fs::exists(p, ec) || ec)
            return false;
        std::ofstream out(p); // EXPECT: file-toctou
        if (!out)
            return false;
        out << who << '\n';
        return static_cast<bool>(out.flush());
    }

    bool claim_large(const std::string &key, const std::string &who) {
        const fs::path p = root_ / "claims" / (key + ".large");
        if (fs::exists(p))
            return false;
        int fd = ::open(p.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
        if (fd < 0)
            return false;
        bool ok = ::write(fd, who.data(), who.size()) == static_cast<ssize_t>(who.size());
        ::close(fd);
        return ok;
    }

    std::optional<std::string> load(const std::string &key) const {
        std::ifstream in(root_ / (key + ".png"), std::ios::binary);
        if (!in)
            return std::nullopt;
        return std::string(std::istreambuf_iterator<char>(in), {});
    }

    bool store(const std::string &key, const std::string &png) {
        std::string tmpl = (root_ / ".new-XXXXXX").string();
        int fd = ::mkstemp(tmpl.data());
        if (fd < 0)
            return false;
        bool ok = ::write(fd, png.data(), png.size()) == static_cast<ssize_t>(png.size());
        ok = ::close(fd) == 0 && ok;
        std::error_code ec;
        if (ok)
            fs::rename(tmpl, root_ / (key + ".png"), ec);
        if (!ok || ec)
            ::unlink(tmpl.c_str());
        return ok && !ec;
    }

    std::size_t prune(std::chrono::hours max_age) {
        std::size_t gone = 0;
        const auto limit = fs::file_time_type::clock::now() - max_age;
        for (const auto &entry : fs::directory_iterator(root_)) {
            std::error_code ec;
            if (!entry.is_regular_file(ec) || entry.path().extension() != ".png")
                continue;
            const auto stamp = entry.last_write_time(ec);
            if (ec || stamp >= limit)
                continue;
            if (fs::remove(entry.path(), ec)) // EXPECT-MISS: file-toctou // EXPECT-NOISE: timestamp-cleanup
                ++gone;
        }
        return gone;
    }

    // Moves the entry out of everybody's sight before looking at its age.
    bool evict(const std::string &key, std::chrono::hours max_age) {
        const fs::path pub = root_ / (key + ".png");
        const fs::path priv = root_ / (".evict-" + std::to_string(::getpid()));
        std::error_code ec;
        fs::rename(pub, priv, ec);
        if (ec)
            return false;
        const auto stamp = fs::last_write_time(priv, ec);
        if (!ec && stamp >= fs::file_time_type::clock::now() - max_age) {
            fs::create_hard_link(priv, pub, ec);
            ec.clear();
        }
        return fs::remove(priv, ec);
    }

    void report() const {
        std::uintmax_t total = 0;
        for (const auto &entry : fs::directory_iterator(root_)) {
            std::error_code ec;
            if (entry.is_regular_file(ec))
                total += entry.file_size(ec);
        }
        std::cout << root_ << ": " << total << " bytes\n";
    }

private:
    fs::path root_;
};

} // namespace thumbs

int main(int argc, char **argv) {
    const char *base = argc > 1 ? argv[1] : "cache";
    thumbs::Cache cache(base);
    if (cache.claim("a1", "viewer") && !cache.load("a1") && !cache.store("a1", "png"))
        return 1;
    std::cout << cache.prune(720h) << " removed\n";
    cache.report();
    return 0;
}
