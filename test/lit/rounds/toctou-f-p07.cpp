// RUN: %tocsin %s
// STD: c++20
// Save slots and screenshots. The profile directory is often on a synced folder
// that two machines, or the game and its companion tool, write to.
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <stdexcept>
#include <string>
#include <vector>

namespace fs = std::filesystem;

namespace game {

struct Snapshot {
    std::uint32_t tick = 0;
    std::string zone;
    std::vector<std::uint8_t> state;
};

class Profile {
public:
    explicit Profile(fs::path dir) : dir_(std::move(dir)) { fs::create_directories(dir_); }

    fs::path writeAutosave(const Snapshot& snap);
    bool keepScreenshot(const fs::path& staged, const std::string& label, bool replace);
    bool exportReplay(const fs::path& replay, const fs::path& target);

private:
    fs::path nextSlot(const std::string& zone) const;

    fs::path dir_;
};

fs::path Profile::nextSlot(const std::string& zone) const {
    char tail[16];
    for (int n = 1; n < 1000; ++n) {
        std::snprintf(tail, sizeof tail, "-%03d.sav", n);
        fs::path candidate = dir_ / (zone + tail);
        if (!fs::exists(candidate))
            return candidate;
    }
    throw std::runtime_error("all save slots are taken");
}

fs::path Profile::writeAutosave(const Snapshot& snap) {
    const fs::path slot = nextSlot(snap.zone);
    std::ofstream out(slot, std::ios::binary); // EXPECT: file-toctou
    if (!out)
        throw std::runtime_error("cannot write " + slot.string());
    out.write(reinterpret_cast<const char*>(&snap.tick), sizeof snap.tick);
    out.write(reinterpret_cast<const char*>(snap.state.data()),
              static_cast<std::streamsize>(snap.state.size()));
    return slot;
}

bool Profile::keepScreenshot(const fs::path& staged, const std::string& label, bool replace) {
    const fs::path target = dir_ / "shots" / (label + ".png");
    std::error_code ec;
    fs::create_directories(target.parent_path(), ec);
    if (const bool taken = fs::exists(target, ec); taken && !replace) {
        std::cerr << "a picture named " << label << " is there already\n";
        return false;
    }
    fs::rename(staged, target, ec); // EXPECT: file-toctou
    return !ec;
}

bool Profile::exportReplay(const fs::path& replay, const fs::path& target) {
    std::error_code ec;
    if (fs::exists(target, ec)) {
        std::cerr << target << " is there already\n";
        return false;
    }
    fs::copy_file(replay, target, fs::copy_options::none, ec);
    if (ec)
        std::cerr << "export failed: " << ec.message() << '\n';
    return !ec;
}

} // namespace game

int main(int argc, char** argv) {
    if (argc < 2)
        return 2;
    try {
        game::Profile profile(argv[1]);
        game::Snapshot snap{42, "harbour", {1, 2, 3, 4}};
        const auto where = profile.writeAutosave(snap);
        std::cout << "saved " << where << '\n';
        if (argc > 3)
            profile.keepScreenshot(argv[2], argv[3], false);
        if (argc > 4)
            profile.exportReplay(where, argv[4]);
    } catch (const std::exception& e) {
        std::cerr << e.what() << '\n';
        return 1;
    }
    return 0;
}
