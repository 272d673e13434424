// RUN: %tocsin %s
// STD: c++20
// Desktop preferences store: key/value pairs in an ini-like file, replaced as a
// whole on every flush.
#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <map>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace fs = std::filesystem;

class UniqueFd {
public:
    explicit UniqueFd(int fd = -1) noexcept : fd_(fd) {}
    UniqueFd(const UniqueFd &) = delete;
    UniqueFd &operator=(const UniqueFd &) = delete;
    ~UniqueFd() { if (fd_ >= 0) ::close(fd_); }
    int get() const noexcept { return fd_; }
    explicit operator bool() const noexcept { return fd_ >= 0; }
private:
    int fd_;
};

class PreferenceStore {
public:
    explicit PreferenceStore(fs::path file) : file_(std::move(file)) {}

    void set(std::string key, std::string value) { values_[std::move(key)] = std::move(value); dirty_ = true; }

    bool flush() {
        if (!dirty_)
            return true;

        std::error_code ec;
        fs::create_directories(file_.parent_path(), ec);
        if (ec) {
            report("create directory", ec);
            return false;
        }

        if (!fs::exists(file_, ec))
            std::clog << "prefs: writing " << file_ << " for the first time\n";

        std::string pattern = file_.string() + ".XXXXXX";
        std::vector<char> name(pattern.begin(), pattern.end());
        name.push_back('\0');
        UniqueFd fd(::mkostemp(name.data(), O_CLOEXEC));
        if (!fd) {
            report("create temporary", {errno, std::generic_category()});
            return false;
        }

        if (!writeAll(fd.get(), serialize()) || ::fchmod(fd.get(), 0600) != 0 || ::fsync(fd.get()) != 0) {
            report("write", {errno, std::generic_category()});
            ::unlink(name.data());
            return false;
        }
        fs::rename(name.data(), file_, ec);
        if (ec) {
            report("replace", ec);
            ::unlink(name.data());
            return false;
        }
        dirty_ = false;
        return true;
    }

private:
    static bool writeAll(int fd, std::string_view data) {
        while (!data.empty()) {
            ssize_t n = ::write(fd, data.data(), data.size());
            if (n < 0) {
                if (errno == EINTR)
                    continue;
                return false;
            }
            data.remove_prefix(static_cast<size_t>(n));
        }
        return true;
    }
    std::string serialize() const {
        std::string out;
        for (const auto &[k, v] : values_)
            out += k + "=" + v + "\n";
        return out;
    }
    void report(const char *what, std::error_code ec) const {
        std::cerr << "prefs: " << what << " " << file_ << ": " << ec.message() << '\n';
    }

    fs::path file_;
    std::map<std::string, std::string> values_;
    bool dirty_ = false;
};

int main() {
    const char *home = std::getenv("HOME");
    PreferenceStore prefs(fs::path(home ? home : ".") / ".config/panel/panelrc");
    prefs.set("panel.edge", "bottom");
    prefs.set("panel.autohide", "false");
    return prefs.flush() ? 0 : 1;
}
