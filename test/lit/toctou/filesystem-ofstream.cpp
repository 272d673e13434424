// RUN: %tocsin %s
// exists() says no, ofstream creates or empties whatever is there by then.
#include <cstdio>
#include <filesystem>
#include <fstream>
namespace fs = std::filesystem;

void guilty(const fs::path &Path) {
  if (fs::exists(Path))
    return;
  std::ofstream Out(Path); // EXPECT: file-toctou
  Out << "default settings\n";
}

void guiltyByStatus(const fs::path &Path) {
  fs::file_status Status = fs::status(Path);
  if (fs::exists(Status))
    return;
  std::ofstream Out(Path); // EXPECT: file-toctou
  Out << "default settings\n";
}

void corrected(const fs::path &Path) {
  if (std::FILE *Out = std::fopen(Path.c_str(), "wx")) {
    std::fputs("default settings\n", Out);
    std::fclose(Out);
  }
}
