// RUN: %tocsin %s
// A file that has one name only is linked by nobody.
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

int borrow(const char *object, const char *as) { return link(object, as); }

void guilty(const char *object, time_t before) {
  struct stat st;
  if (stat(object, &st) != 0 || st.st_mtime >= before)
    return;
  unlink(object); // EXPECT: timestamp-cleanup
}

void corrected(const char *object, time_t before) {
  struct stat st;
  if (stat(object, &st) != 0 || st.st_mtime >= before)
    return;
  if (st.st_nlink == 1)
    unlink(object); // EXPECT: file-toctou
}
