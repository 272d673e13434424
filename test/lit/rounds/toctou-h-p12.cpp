// RUN: %tocsin %s
// STD: c++20
// Per-user settings of the terminal emulator, including the one-time migration
// from the dot file used by releases before 3.0.
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <memory>
#include <string>
#include <utility>

namespace fs = std::filesystem;

class Migration {
public:
    Migration(fs::path legacy, fs::path current) : legacy_(std::move(legacy)), current_(std::move(current)) {}

    bool needed() const { return !fs::exists(current_); }

    void run() {
        if (!needed())
            return;
        std::error_code ec;
        fs::create_directories(current_.parent_path(), ec);
        fs::rename(legacy_, current_, ec); // EXPECT: file-toctou
        if (ec && ec != std::errc::no_such_file_or_directory)
            std::cerr << "settings: cannot migrate " << legacy_ << ": " << ec.message() << '\n';
    }

private:
    fs::path legacy_;
    fs::path current_;
};

class SettingsFile {
public:
    explicit SettingsFile(std::string path) : path_(std::move(path)) {}

    void writeDefaults() const {
        const bool present = std::ifstream(path_).good();
        if (present)
            return;
        std::ofstream out;
        out.open(path_.c_str()); // EXPECT: file-toctou
        out << "[font]\nfamily=Monospace\nsize=11\n\n[bell]\nvisual=true\n";
        if (!out.flush())
            std::cerr << "settings: cannot write " << path_ << '\n';
    }

    std::map<std::string, std::string> load() const {
        std::map<std::string, std::string> values;
        std::ifstream in(path_);
        std::string line, section;
        while (std::getline(in, line)) {
            if (line.empty() || line[0] == '#')
                continue;
            if (line.front() == '[' && line.back() == ']') {
                section = line.substr(1, line.size() - 2);
                continue;
            }
            const auto eq = line.find('=');
            if (eq != std::string::npos)
                values[section + "/" + line.substr(0, eq)] = line.substr(eq + 1);
        }
        return values;
    }

private:
    std::string path_;
};

static fs::path configHome() {
    if (const char *x = std::getenv("XDG_CONFIG_HOME"))
        return x;
    const char *home = std::getenv("HOME");
    return fs::path(home ? home : "/") / ".config";
}

int main() {
    const char *home = std::getenv("HOME");
    const fs::path current = configHome() / "vterm" / "settings.ini";
    Migration(fs::path(home ? home : "/") / ".vtermrc", current).run();

    SettingsFile settings(current.string());
    settings.writeDefaults();
    for (const auto &kv : settings.load())
        std::cout << kv.first << " = " << kv.second << '\n';
}
