// Both units have a static allowed(); only this one looks at a file.
#include <fcntl.h>
#include <unistd.h>

static int allowed(const char *path) { return access(path, W_OK) == 0; }

int guilty(const char *path) {
  if (allowed(path))
    return open(path, O_WRONLY | O_TRUNC); // EXPECT: file-toctou
  return -1;
}
