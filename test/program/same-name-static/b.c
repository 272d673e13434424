// Here allowed() reads the text of the name and no file.
#include <fcntl.h>

static int allowed(const char *path) { return path[0] != '/'; }

int silent(const char *path) {
  if (allowed(path))
    return open(path, O_WRONLY | O_TRUNC);
  return -1;
}
