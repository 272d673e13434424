// RUN: %tocsin %s
// STD: gnu17
// What is older than its source is made anew, not thrown away for its age: it is
// no loss if another process has just made it.
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

int build(const char *from, const char *to);

int refresh(const char *source, const char *made) {
  struct stat m, s;
  if (lstat(made, &m) || lstat(source, &s))
    return -1;
  if (m.st_mtime < s.st_mtime)
    unlink(made);
  return build(source, made);
}

void forget(const char *made, time_t limit) {
  struct stat m;
  if (lstat(made, &m) == 0 && m.st_mtime < limit)
    unlink(made); // EXPECT: timestamp-cleanup
}
