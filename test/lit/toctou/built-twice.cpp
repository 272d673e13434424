// RUN: %tocsin %s
// The same expression over unchanged operands builds the same name.
#include <fcntl.h>
#include <string>
#include <unistd.h>

int guilty(const std::string &Dir) {
  if (access((Dir + "/lock").c_str(), F_OK) != 0)
    return creat((Dir + "/lock").c_str(), 0600); // EXPECT: file-toctou
  return -1;
}

int corrected(const std::string &Dir) {
  return open((Dir + "/lock").c_str(), O_WRONLY | O_CREAT | O_EXCL, 0600);
}

int otherName(const std::string &Dir) {
  if (access((Dir + "/stop").c_str(), F_OK) != 0)
    return creat((Dir + "/lock").c_str(), 0600);
  return -1;
}
