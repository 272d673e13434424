// RUN: %tocsin %s
// A project's own predicate is a check by name.
#include <cstdio>
#include <fstream>
#include <string>
#include <sys/stat.h>

static bool isThere(const std::string &Path) {
  struct stat Info;
  return stat(Path.c_str(), &Info) == 0;
}

void guilty(const std::string &Path) {
  if (!isThere(Path))
    std::ofstream(Path) << "new"; // EXPECT: file-toctou
}

void corrected(const std::string &Path) {
  if (std::FILE *File = std::fopen(Path.c_str(), "wx")) {
    std::fputs("new", File);
    std::fclose(File);
  }
}
