// RUN: %tocsin %s
// Which error the look gave is no question to the call that follows, though
// both come back by one variable.
#include <errno.h>
#include <sys/stat.h>

static int look(const char *P, struct stat *St) {
  return stat(P, St) == 0 ? 0 : errno;
}
int prepare(const char *Dir) {
  struct stat St;
  int Rv = look(Dir, &St);
  if (Rv == ENOENT) {
    Rv = mkdir(Dir, 0755); // EXPECT: file-toctou
    if (Rv != 0)
      return Rv;
  }
  return Rv;
}
int prepareTogether(const char *Dir) {
  struct stat St;
  int Rv = look(Dir, &St);
  if (Rv == ENOENT) {
    Rv = mkdir(Dir, 0755);
    if (Rv != 0 && errno != EEXIST)
      return Rv;
  }
  return 0;
}
