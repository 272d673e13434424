// Two ways to write a file; only the second one refuses an existing file.
#include "store.h"
#include <cstdio>

static bool write(std::FILE *Out, const std::string &Text) {
  if (!Out)
    return false;
  std::fputs(Text.c_str(), Out);
  return std::fclose(Out) == 0;
}

bool save(const std::string &Path, const std::string &Text) {
  return write(std::fopen(Path.c_str(), "w"), Text); // EXPECT: file-toctou
}

bool saveNew(const std::string &Path, const std::string &Text) {
  return write(std::fopen(Path.c_str(), "wx"), Text);
}
