// RUN: %tocsin %s
// The C++ way to the same window.
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <sys/stat.h>
#include <unistd.h>
namespace fs = std::filesystem;

void guilty(const fs::path &Path) {
  std::ofstream Out(Path);
  Out << "secret";
  Out.close();
  fs::permissions(Path, fs::perms::owner_read); // EXPECT: create-then-name
}

void corrected(const fs::path &Path) {
  int Fd = open(Path.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
  if (Fd < 0)
    return;
  fchmod(Fd, 0400);
  write(Fd, "secret", 6);
  close(Fd);
}
