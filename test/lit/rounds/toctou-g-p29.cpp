// RUN: %tocsin %s
// STD: c++20
// Package builder: assembles a payload in a working directory of its own.
#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <stdexcept>
#include <string>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
#include <vector>

namespace fs = std::filesystem;

class WorkDir {
public:
    WorkDir()
    {
        std::string tmpl = (fs::temp_directory_path() / "pkgbuild.XXXXXX").string();
        if (!::mkdtemp(tmpl.data()))
            throw std::system_error(errno, std::generic_category(), tmpl);
        path_ = tmpl;
    }
    ~WorkDir()
    {
        std::error_code ec;
        fs::remove_all(path_, ec);
    }
    WorkDir(const WorkDir&) = delete;
    WorkDir& operator=(const WorkDir&) = delete;
    const fs::path& path() const { return path_; }

private:
    fs::path path_;
};

static void put(const fs::path& p, const std::string& text)
{
    std::ofstream out(p);
    if (!(out << text).flush())
        throw std::runtime_error("write " + p.string());
}

static int build(const std::string& name, const std::vector<std::string>& scripts)
{
    WorkDir wd;
    const fs::path control = wd.path() / "control";
    const fs::path bin = wd.path() / "bin";

    if (!fs::exists(control))
        put(control, "Package: " + name + "\n");

    if (::mkdir(bin.c_str(), 0700) != 0)
        throw std::system_error(errno, std::generic_category(), bin.string());
    if (::chmod(bin.c_str(), 0755) != 0)
        throw std::system_error(errno, std::generic_category(), bin.string());

    for (const auto& s : scripts) {
        const fs::path dest = bin / fs::path(s).filename();
        if (fs::exists(dest)) {
            std::cerr << dest << ": listed twice\n";
            return 1;
        }
        std::ofstream out(dest);
        out << "#!/bin/sh\nexec " << s << " \"$@\"\n";
        out.close();
        fs::permissions(dest, fs::perms::owner_all | fs::perms::group_read | fs::perms::group_exec);
    }

    const std::string cmd = "tar -C '" + wd.path().string() + "' -cf '" + name + ".tar' .";
    return std::system(cmd.c_str()) == 0 ? 0 : 1;
}

int main(int argc, char** argv)
{
    if (argc < 2)
        return 64;
    try {
        return build(argv[1], std::vector<std::string>(argv + 2, argv + argc));
    } catch (const std::exception& e) {
        std::cerr << "pkgbuild: " << e.what() << '\n';
        return 1;
    }
}
