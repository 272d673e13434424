// RUN: %tocsin %s
// A program's own static function is no system call, whatever its name.
static int access(const char *door, int badge) { return door[0] == badge; }
static int unlink(const char *door) { return door[0]; }

int silent(const char *door) {
  if (access(door, 2))
    return unlink(door);
  return 0;
}
