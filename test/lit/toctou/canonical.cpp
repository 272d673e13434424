// RUN: %tocsin %s
// Confinement to a directory by a canonical name.
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <string>
namespace fs = std::filesystem;

std::string guilty(const fs::path &Path) {
  fs::path Real = fs::weakly_canonical(Path);
  if (Real.string().rfind("/srv/data/", 0) != 0)
    return "";
  std::ifstream In(Path); // EXPECT: file-toctou
  std::string Line;
  std::getline(In, Line);
  return Line;
}

// No file is looked at: this only rearranges the text of the name.
std::string lexical(const fs::path &Path) {
  fs::path Short = Path.lexically_normal();
  if (Short.string().rfind("/srv/data/", 0) != 0)
    return "";
  std::ifstream In(Path);
  std::string Line;
  std::getline(In, Line);
  return Line;
}
