// RUN: %tocsin %s
// Not there, or there and stale: two that start at once both think it theirs.
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

int guilty(const char *name) {
  int other = 0;
  FILE *f = fopen(name, "r");
  if (f != NULL) {
    int n = fscanf(f, "%d", &other);
    fclose(f);
    if (n == 1 && kill(other, 0) == 0)
      return -1;
  } else if (errno != ENOENT) {
    return -1;
  }
  f = fopen(name, "w"); // EXPECT: file-toctou
  return f == NULL ? -1 : fprintf(f, "%d\n", (int)getpid()) + fclose(f);
}

static pid_t pidIn(FILE *f) {
  long pid = 0;
  return fscanf(f, "%ld", &pid) == 1 ? (pid_t)pid : 0;
}

int guiltyWithoutErrno(const char *name) {
  pid_t other = 0;
  FILE *f = fopen(name, "r");
  if (f != NULL) {
    other = pidIn(f);
    fclose(f);
    if (other != 0 && (kill(other, 0) == 0 || errno == EPERM))
      return -1;
  }
  f = fopen(name, "w"); // EXPECT: file-toctou
  return f == NULL ? -1 : fprintf(f, "%d\n", (int)getpid()) + fclose(f);
}

int exclusive(const char *name) {
  pid_t other = 0;
  FILE *f = fopen(name, "r");
  if (f != NULL) {
    other = pidIn(f);
    fclose(f);
    if (other != 0 && (kill(other, 0) == 0 || errno == EPERM))
      return -1;
    return -2; // stale: let a human take it away
  }
  f = fopen(name, "wx");
  return f == NULL ? -1 : fprintf(f, "%d\n", (int)getpid()) + fclose(f);
}

// Read, shown, and written anew whatever it held.
int silent(const char *name, int value) {
  int old = 0;
  FILE *f = fopen(name, "r");
  if (f != NULL) {
    if (fscanf(f, "%d", &old) == 1)
      printf("was %d\n", old);
    fclose(f);
  } else if (errno != ENOENT) {
    return -1;
  }
  f = fopen(name, "w");
  return f == NULL ? -1 : fprintf(f, "%d\n", value) + fclose(f);
}
