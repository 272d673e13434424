// RUN: %tocsin %s
// STD: c++20
// Session files of a kiosk portal: written by the web workers, trimmed by the janitor process.
#include <algorithm>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <optional>
#include <string>
#include <thread>
#include <vector>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace fs = std::filesystem;

namespace kiosk {

using Clock = fs::file_time_type::clock;

struct Candidate {
    fs::path path;
    fs::file_time_type touched;
};

class Janitor {
public:
    Janitor(fs::path dir, std::chrono::minutes idle) : dir_(std::move(dir)), idle_(idle) {}

    // Oldest first and a few per round, so that the disk stays responsive.
    std::size_t trim(std::size_t perRound) {
        std::vector<Candidate> list = idleSessions();
        std::sort(list.begin(), list.end(),
                  [](const Candidate& a, const Candidate& b) { return a.touched < b.touched; });
        std::size_t removed = 0;
        for (const Candidate& c : list) {
            std::error_code ec;
            if (fs::remove(c.path, ec)) // EXPECT-MISS: file-toctou // EXPECT-NOISE: timestamp-cleanup
                ++removed;
            if (removed % perRound == 0)
                std::this_thread::sleep_for(std::chrono::seconds(1));
        }
        return removed;
    }

    // A worker holds the session's lock while it uses or renews it.
    bool trimLocked(const fs::path& session) {
        const int fd = ::open(session.c_str(), O_RDWR | O_CLOEXEC | O_NOFOLLOW);
        if (fd < 0)
            return false;
        bool gone = false;
        struct stat opened {}, named {};
        if (::flock(fd, LOCK_EX) == 0 && ::fstat(fd, &opened) == 0 &&
            ::lstat(session.c_str(), &named) == 0 && opened.st_ino == named.st_ino &&
            opened.st_dev == named.st_dev && isIdle(opened))
            gone = ::unlink(session.c_str()) == 0;
        ::close(fd);
        return gone;
    }

private:
    std::vector<Candidate> idleSessions() const {
        std::vector<Candidate> out;
        const auto limit = Clock::now() - idle_;
        std::error_code ec;
        for (const fs::directory_entry& e : fs::directory_iterator(dir_, ec)) {
            if (!e.is_regular_file(ec) || e.path().extension() != ".sess")
                continue;
            const auto touched = e.last_write_time(ec);
            if (!ec && touched < limit)
                out.push_back({e.path(), touched});
        }
        return out;
    }

    bool isIdle(const struct stat& st) const {
        return ::time(nullptr) - st.st_mtime > std::chrono::seconds(idle_).count();
    }

    fs::path dir_;
    std::chrono::minutes idle_;
};

// Pages may be replaced by the editors at any time.
std::optional<std::vector<char>> readPage(const fs::path& page) {
    int fd = ::open(page.c_str(), O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return std::nullopt;
    struct stat st {};
    std::vector<char> data;
    if (::fstat(fd, &st) == 0) {
        data.resize(static_cast<std::size_t>(st.st_size));
        std::size_t have = 0;
        while (have < data.size()) {
            const ssize_t n = ::read(fd, data.data() + have, data.size() - have);
            if (n <= 0)
                break;
            have += static_cast<std::size_t>(n);
        }
        data.resize(have);
    }
    ::close(fd);
    return data;
}

class SecretStore {
public:
    explicit SecretStore(fs::path dir) : dir_(std::move(dir)) {}

    bool saveCookieKey(const std::string& hex) {
        const fs::path file = dir_ / "cookie.key";
        std::ofstream out(file, std::ios::trunc);
        out << hex << '\n';
        out.close();
        std::error_code ec;
        fs::permissions(file, fs::perms::owner_read | fs::perms::owner_write, ec); // EXPECT: create-then-name
        return out && !ec;
    }

    bool saveApiKey(const std::string& hex) {
        const fs::path file = dir_ / "api.key";
        const int fd = ::open(file.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0600);
        if (fd < 0)
            return false;
        const bool done = ::fchmod(fd, 0600) == 0 &&
                          ::write(fd, hex.data(), hex.size()) == static_cast<ssize_t>(hex.size());
        return ::close(fd) == 0 && done;
    }

private:
    fs::path dir_;
};

}  // namespace kiosk

int main(int argc, char** argv) {
    const fs::path dir = argc > 1 ? argv[1] : "/tmp/kiosk";
    kiosk::Janitor janitor(dir, std::chrono::minutes(30));
    kiosk::SecretStore secrets(dir);
    if (!secrets.saveCookieKey("00ff") || !secrets.saveApiKey("ff00"))
        std::cerr << "keys not saved\n";
    std::cout << janitor.trim(50) << ' ' << janitor.trimLocked(dir / "front.sess") << '\n';
    const auto page = kiosk::readPage(dir / "index.html");
    return page ? 0 : 1;
}
