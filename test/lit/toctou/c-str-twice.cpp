// RUN: %tocsin %s
// Two calls of c_str() on an unchanged string are one name.
#include <fcntl.h>
#include <string>
#include <unistd.h>

int guilty(const std::string &Path) {
  if (access(Path.c_str(), F_OK) != 0)
    return creat(Path.c_str(), 0600); // EXPECT: file-toctou
  return -1;
}

int corrected(const std::string &Path) {
  return open(Path.c_str(), O_WRONLY | O_CREAT | O_EXCL, 0600);
}
