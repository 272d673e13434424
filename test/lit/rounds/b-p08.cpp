// RUN: %tocsin %s
// STD: c++20
// Save slots and screenshots of the game client.
#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <span>
#include <stdexcept>
#include <string>
#include <unistd.h>

namespace fs = std::filesystem;

struct SlotInUse : std::runtime_error {
    using std::runtime_error::runtime_error;
};

class SaveSlot {
public:
    SaveSlot(const fs::path& profile, int number)
        : path_(profile / ("slot" + std::to_string(number) + ".sav")), number_(number) {}

    [[nodiscard]] bool occupied() const { return fs::exists(path_); }

    void storeNew(std::span<const char> world)
    {
        if (occupied())
            throw SlotInUse("slot " + std::to_string(number_) + " is not empty");

        std::array<char, 4> magic{'S', 'A', 'V', '2'};
        std::ofstream out(path_, std::ios::binary); // EXPECT: file-toctou
        out.write(magic.data(), magic.size());
        out.write(world.data(), static_cast<std::streamsize>(world.size()));
        out.flush();
        if (!out)
            throw std::runtime_error("cannot write slot " + std::to_string(number_));
    }

private:
    fs::path path_;
    int number_;
};

static bool writePpm(std::FILE* f, int w, int h, std::span<const char> rgb)
{
    std::fprintf(f, "P6\n%d %d\n255\n", w, h);
    return std::fwrite(rgb.data(), 1, rgb.size(), f) == rgb.size();
}

static std::string screenshot(const std::string& dir, int w, int h, std::span<const char> rgb)
{
    for (int i = 1; i < 10000; ++i) {
        char leaf[32];
        std::snprintf(leaf, sizeof leaf, "/shot%04d.ppm", i);
        const std::string name = dir + leaf;
        if (::access(name.c_str(), F_OK) == 0)
            continue;

        std::FILE* f = std::fopen(name.c_str(), "wb"); // EXPECT: file-toctou
        if (!f)
            return {};
        const bool ok = writePpm(f, w, h, rgb);
        if (std::fclose(f) != 0 || !ok)
            return {};
        return name;
    }
    return {};
}

int main(int argc, char** argv)
{
    const char* home = std::getenv("HOME");
    fs::path profile = fs::path(home ? home : ".") / ".local/share/rogue";
    fs::create_directories(profile);

    int number = argc > 1 ? std::atoi(argv[1]) : 1;
    std::string world(4096, '.');
    try {
        SaveSlot slot(profile, number);
        slot.storeNew(world);
    } catch (const SlotInUse& e) {
        std::cerr << e.what() << '\n';
        return 1;
    }

    std::string rgb(64 * 64 * 3, '\0');
    auto shot = screenshot(profile.string(), 64, 64, rgb);
    if (shot.empty())
        std::cerr << "no screenshot\n";
    else
        std::cout << shot << '\n';
    return 0;
}
