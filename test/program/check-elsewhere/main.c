// The use stands here, decided by a function of another unit.
#include "files.h"
#include <fcntl.h>

int guilty(const char *path) {
  if (is_missing(path))
    return creat(path, 0600); // EXPECT: file-toctou
  return -1;
}

int corrected(const char *path) {
  return open(path, O_WRONLY | O_CREAT | O_EXCL, 0600);
}

int main(int argc, char **argv) {
  return argc > 1 && guilty(argv[1]) < 0 && corrected(argv[1]) < 0;
}
