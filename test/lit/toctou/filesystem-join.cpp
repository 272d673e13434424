// RUN: %tocsin %s
// dir / name twice is one name.
#include <filesystem>
#include <fstream>
namespace fs = std::filesystem;

void guilty(const fs::path &Dir) {
  if (!fs::exists(Dir / "config"))
    std::ofstream(Dir / "config") << "new"; // EXPECT: file-toctou
}

void otherName(const fs::path &Dir) {
  if (!fs::exists(Dir / "no-config"))
    std::ofstream(Dir / "config") << "new";
}
