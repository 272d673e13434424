// RUN: %tocsin %s
// Who insists that a program belongs to the superuser has rights that its
// caller lacks: access() asks for the caller, the open does not.
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

int trust(const char *program) {
  struct stat st;
  return stat(program, &st) == 0 && st.st_uid == 0 ? 0 : -1;
}

FILE *profile(const char *name) {
  if (access(name, R_OK) < 0)
    return NULL;
  FILE *in = fopen(name, "r"); // EXPECT: file-toctou
  return in ? in : NULL;
}

FILE *profileAsUser(const char *name) {
  if (seteuid(getuid()) != 0)
    return NULL;
  return fopen(name, "r");
}
