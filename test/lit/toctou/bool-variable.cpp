// RUN: %tocsin %s
// The verdict travels through variables before it decides.
#include <cstdio>
#include <fcntl.h>
#include <unistd.h>

int guilty(const char *Path, bool Force) {
  bool Allowed = access(Path, W_OK) == 0;
  std::puts(Path);
  bool Go = Allowed || Force;
  if (!Go)
    return -1;
  return open(Path, O_WRONLY); // EXPECT: file-toctou
}

int corrected(const char *Path) {
  std::puts(Path);
  return open(Path, O_WRONLY);
}
