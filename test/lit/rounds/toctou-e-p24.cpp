// RUN: %tocsin %s
// STD: c++20
// Wallpaper/theme switcher of a window manager: looks for theme parts along a
// search path and writes the user's choice.
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iostream>
#include <string>
#include <vector>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

struct ThemeChoice {
    std::string theme;
    std::string icons;
    int scale = 100;
};

class ThemeManager {
public:
    explicit ThemeManager(std::string home) : home_(std::move(home)) {
        search_ = {home_ + "/.themes", "/usr/local/share/themes", "/usr/share/themes"};
    }

    // The stat is only there for the picker's tool tip.
    void report(std::ostream& os, const std::string& theme) const {
        char path[4096];
        struct stat st;
        for (const auto& dir : search_) {
            std::snprintf(path, sizeof path, "%s/%s/index.theme", dir.c_str(), theme.c_str());
            if (stat(path, &st) == 0)
                os << path << ": " << st.st_size << " bytes\n";
        }
        std::snprintf(path, sizeof path, "%s/.config/wm/last-theme", home_.c_str());
        std::ofstream out(path);
        out << theme << '\n';
    }

    bool save(const ThemeChoice& c) const {
        std::string path = "/usr/share/themes/" + c.theme;
        if (access(path.c_str(), R_OK) != 0)
            std::cerr << "note: " << c.theme << " is not a system theme\n";
        path = home_;
        path += "/.config/wm/theme.conf.new";
        const int fd = open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
        if (fd < 0)
            return false;
        char text[512];
        const int n = std::snprintf(text, sizeof text, "theme=%s\nicons=%s\nscale=%d\n",
                                    c.theme.c_str(), c.icons.c_str(), c.scale);
        const bool done = write(fd, text, static_cast<size_t>(n)) == n;
        if (close(fd) != 0 || !done)
            return false;
        return std::rename(path.c_str(), (home_ + "/.config/wm/theme.conf").c_str()) == 0;
    }

    // Old configuration files of version 1 are taken away.
    void forget_legacy() const {
        char path[4096];
        struct stat st;
        std::snprintf(path, sizeof path, "%s/.config/wm/theme.conf", home_.c_str());
        const bool migrated = lstat(path, &st) == 0 && S_ISREG(st.st_mode);
        std::snprintf(path, sizeof path, "%s/.wmtheme", home_.c_str());
        if (migrated && unlink(path) != 0 && errno != ENOENT)
            std::perror(path);
    }

    std::string first_dir(const std::string& theme) const {
        for (const auto& dir : search_) {
            struct stat st;
            const std::string p = dir + "/" + theme;
            if (stat(p.c_str(), &st) == 0 && S_ISDIR(st.st_mode))
                return p;
        }
        return {};
    }

private:
    std::string home_;
    std::vector<std::string> search_;
};

int main(int argc, char** argv) {
    const char* home = std::getenv("HOME");
    if (!home || argc < 2)
        return 2;
    ThemeManager tm(home);
    tm.report(std::cout, argv[1]);
    if (!tm.save({argv[1], "default", 100}))
        return 1;
    tm.forget_legacy();
    std::cout << tm.first_dir(argv[1]) << '\n';
    return 0;
}
