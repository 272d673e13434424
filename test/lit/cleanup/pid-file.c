// RUN: %tocsin %s
// A process is killed because the file with its number is old.
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>

static long numberIn(const char *path) {
  char text[32] = "";
  FILE *f = fopen(path, "r");
  if (!f)
    return -1;
  if (!fgets(text, sizeof text, f))
    text[0] = 0;
  fclose(f);
  return strtol(text, NULL, 10);
}

static int olderThan(const char *path, time_t limit) {
  struct stat st;
  return stat(path, &st) == 0 && st.st_mtime < limit;
}

int jobs_active(long pid);

int stopOld(const char *dir, const char *name, time_t limit) {
  char path[256];
  snprintf(path, sizeof path, "%s/%s.pid", dir, name);
  if (!olderThan(path, limit))
    return 0;
  return kill((pid_t)numberIn(path), SIGKILL); // EXPECT: timestamp-cleanup
}

int stopIdle(const char *dir, const char *name, time_t limit) {
  char path[256];
  snprintf(path, sizeof path, "%s/%s.pid", dir, name);
  if (!olderThan(path, limit))
    return 0;
  long pid = numberIn(path);
  if (jobs_active(pid) != 0)
    return 0;
  return kill((pid_t)pid, SIGKILL);
}

// What is old is the settings; the process is told to read them again.
int reload(const char *settings, const char *pidfile, time_t limit) {
  if (!olderThan(settings, limit))
    return 0;
  return kill((pid_t)numberIn(pidfile), SIGHUP);
}

int sweep(const char *dir, int hours) {
  time_t limit = time(NULL) - (time_t)hours * 3600;
  return stopOld(dir, "agent", limit) + stopIdle(dir, "probe", limit);
}
