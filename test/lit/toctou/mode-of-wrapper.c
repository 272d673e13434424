// RUN: %tocsin %s
// Which of its ways a wrapper takes is settled by the constants at the call.
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>

static int open_as(const char *name, const char *how) {
  switch (how[0]) {
  case 'r':
    return open(name, O_RDONLY);
  case 'w':
    return open(name, O_WRONLY | O_CREAT | O_TRUNC, 0644);
  }
  return -1;
}

int guilty(const char *name) {
  struct stat st;
  if (stat(name, &st) != 0 || !S_ISREG(st.st_mode))
    return -1;
  return open_as(name, "w"); // EXPECT: file-toctou
}

// Only read, and the failure is looked at.
int corrected(const char *name) {
  struct stat st;
  if (stat(name, &st) != 0 || !S_ISREG(st.st_mode))
    return -1;
  return open_as(name, "r");
}

struct options {
  int mode; // 0: as it is
};

static int publish(const char *from, const char *to, const struct options *o) {
  if (o->mode && chmod(from, o->mode) != 0)
    return -1;
  return rename(from, to);
}

int guilty_field(const char *from, const char *to) {
  struct stat st;
  struct options o = {.mode = 0644};
  if (lstat(from, &st) != 0 || S_ISDIR(st.st_mode))
    return -1;
  return publish(from, to, &o); // EXPECT: file-toctou
}

int corrected_field(const char *from, const char *to) {
  struct stat st;
  struct options o = {.mode = 0};
  if (lstat(from, &st) != 0 || S_ISDIR(st.st_mode))
    return -1;
  return publish(from, to, &o);
}
