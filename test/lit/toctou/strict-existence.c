// RUN: %tocsin %s
// OPTIONS: tocsin-file-toctou.StrictExistence: true
// Those who must follow the letter of a standard see these windows as well.
#include <stdio.h>
#include <unistd.h>

int opened(const char *path) {
  if (access(path, F_OK) != 0)
    return -1;
  FILE *in = fopen(path, "r"); // EXPECT: file-toctou
  if (!in)
    return -1;
  fclose(in);
  return 0;
}

int corrected(const char *path) {
  FILE *in = fopen(path, "r");
  if (!in)
    return -1;
  fclose(in);
  return 0;
}
