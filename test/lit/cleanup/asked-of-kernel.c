// RUN: %tocsin %s
// The kernel's tables tell who has it open, bound or locked; a file of one's
// own does not.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static int mentions(const char *table, const char *name) {
  char line[300];
  int yes = 0;
  FILE *f = fopen(table, "r");
  if (!f)
    return 1;
  while (!yes && fgets(line, sizeof line, f))
    yes = strstr(line, name) != NULL;
  fclose(f);
  return yes;
}

void drop_pipe(int dir, const char *name, time_t limit) {
  struct stat st;
  if (fstatat(dir, name, &st, 0) != 0 || st.st_mtime >= limit)
    return;
  if (!mentions("/proc/net/unix", name))
    unlinkat(dir, name, 0);
}

void drop_noted(int dir, const char *name, time_t limit) {
  struct stat st;
  if (fstatat(dir, name, &st, 0) != 0 || st.st_mtime >= limit)
    return;
  if (!mentions("/etc/hosts", name))
    unlinkat(dir, name, 0); // EXPECT: timestamp-cleanup
}

static long figure(const char *table, const char *key) {
  char line[300];
  long value = 0;
  FILE *f = fopen(table, "r");
  if (!f)
    return 0;
  while (fgets(line, sizeof line, f))
    if (strncmp(line, key, strlen(key)) == 0)
      value = atol(line + strlen(key));
  fclose(f);
  return value;
}

// How the machine fares says nothing about who has the file.
void drop_when_short(int dir, const char *name, time_t limit) {
  struct stat st;
  if (fstatat(dir, name, &st, 0) != 0 || st.st_mtime >= limit)
    return;
  if (figure("/proc/meminfo", name) == 0)
    unlinkat(dir, name, 0); // EXPECT: timestamp-cleanup
}
