// RUN: %tocsin %s
// STD: c++20
// Launcher for a turn-based game: loads user supplied mods and exports save games.
#include <array>
#include <cstdio>
#include <cstdlib>
#include <dlfcn.h>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iostream>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace fs = std::filesystem;

struct SaveGame {
    std::string commander;
    unsigned turn = 0;
    std::vector<unsigned char> blob;
};

using ModEntry = int (*)(int apiVersion);

class ModHost {
public:
    explicit ModHost(fs::path modRoot) : root_(std::move(modRoot)) {}
    ~ModHost() { for (void *h : handles_) dlclose(h); }

    bool load(const std::string &name) {
        const fs::path lib = root_ / name / ("lib" + name + ".so");
        if (!trusted(lib)) {
            std::cerr << "mod " << name << " can be modified by other players, skipped\n";
            return false;
        }
        void *h = dlopen(lib.c_str(), RTLD_NOW | RTLD_LOCAL); // EXPECT: file-toctou
        if (!h) {
            std::cerr << "mod " << name << ": " << dlerror() << '\n';
            return false;
        }
        handles_.push_back(h);
        auto entry = reinterpret_cast<ModEntry>(dlsym(h, "mod_init"));
        return entry && entry(7) == 0;
    }

private:
    static bool trusted(const fs::path &p) {
        std::error_code ec;
        const fs::file_status st = fs::status(p, ec);
        if (ec || st.type() != fs::file_type::regular)
            return false;
        const auto loose = fs::perms::group_write | fs::perms::others_write;
        return (st.permissions() & loose) == fs::perms::none;
    }

    fs::path root_;
    std::vector<void *> handles_;
};

class SaveExporter {
public:
    explicit SaveExporter(fs::path dir) : dir_(std::move(dir)) {}

    std::optional<fs::path> exportGame(const SaveGame &game) {
        fs::create_directories(dir_);
        unsigned n = 1;
        fs::path target;
        do {
            char leaf[64];
            std::snprintf(leaf, sizeof leaf, "%.20s-t%u-%02u.sav", game.commander.c_str(), game.turn, n);
            target = dir_ / leaf;
        } while (fs::exists(target) && ++n < 100);
        if (n == 100)
            return std::nullopt;

        std::ofstream out(target, std::ios::binary | std::ios::trunc); // EXPECT: file-toctou
        if (!out)
            return std::nullopt;
        static constexpr std::array<char, 4> magic{'T', 'B', 'S', '1'};
        out.write(magic.data(), magic.size());
        out.write(reinterpret_cast<const char *>(game.blob.data()), static_cast<std::streamsize>(game.blob.size()));
        out.flush();
        if (!out)
            return std::nullopt;
        return target;
    }

private:
    fs::path dir_;
};

int main(int argc, char **argv) {
    const char *home = std::getenv("HOME");
    const fs::path base = fs::path(home ? home : ".") / ".local/share/hexwars";
    ModHost mods(base / "mods");
    for (int i = 1; i < argc; ++i)
        mods.load(argv[i]);

    SaveGame game{"hannibal", 12, std::vector<unsigned char>(256, 0x5a)};
    SaveExporter exporter("/var/games/hexwars/shared");
    if (auto where = exporter.exportGame(game))
        std::cout << "saved to " << *where << '\n';
    else
        return 1;
}
