// RUN: %tocsin %s
// What goes for its age alone is told once; what the look told beside it is a
// matter of its own.
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

void by_age(const char *name) {
  struct stat st;
  if (stat(name, &st) == 0 && time(NULL) - st.st_mtime > 3600)
    unlink(name); // EXPECT: timestamp-cleanup
}

void by_age_and_owner(const char *name) {
  struct stat st;
  if (lstat(name, &st) == 0 && st.st_uid == getuid() &&
      time(NULL) - st.st_mtime > 3600)
    unlink(name); // EXPECT: timestamp-cleanup, file-toctou
}

int is_in_use(const char *name);

// Who uses it is asked as well: what the program keeps its users out of is not
// told as a removal of whatever has the name.
void guarded(const char *name) {
  struct stat st;
  if (stat(name, &st) == 0 && time(NULL) - st.st_mtime > 3600 &&
      !is_in_use(name))
    unlink(name);
}
