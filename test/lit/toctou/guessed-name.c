// RUN: %tocsin %s
// A process number makes a name unlike others, not one that others cannot know.
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

FILE *byProcess(void) {
  char name[64];
  sprintf(name, "/tmp/filter.%d", (int)getpid());
  return fopen(name, "w"); // EXPECT: temp-name
}

int byTime(void) {
  char name[64];
  snprintf(name, sizeof name, "/var/tmp/run-%ld.log", (long)time(NULL));
  return open(name, O_WRONLY | O_CREAT | O_TRUNC, 0600); // EXPECT: temp-name
}

FILE *whereTheUserLikes(void) {
  const char *dir = getenv("TMPDIR");
  char name[256];
  if (dir == NULL)
    dir = "/tmp";
  snprintf(name, sizeof name, "%s/filter.%d", dir, (int)getpid());
  return fopen(name, "w+"); // EXPECT: temp-name
}

int exclusive(void) {
  char name[64];
  snprintf(name, sizeof name, "/tmp/filter.%d", (int)getpid());
  return open(name, O_WRONLY | O_CREAT | O_EXCL, 0600);
}

FILE *belowOwnDirectory(void) {
  char dir[64], name[96];
  snprintf(dir, sizeof dir, "/tmp/filter.%d", (int)getpid());
  if (mkdir(dir, 0700) != 0)
    return NULL;
  snprintf(name, sizeof name, "%s/part", dir);
  return fopen(name, "w");
}

FILE *whereOnlyTheProgramWrites(void) {
  char name[64];
  snprintf(name, sizeof name, "/var/lib/filter/%d", (int)getpid());
  return fopen(name, "w");
}

FILE *reads(int pid) {
  char name[64];
  snprintf(name, sizeof name, "/tmp/filter.%d", (int)getpid());
  return fopen(name, "r");
}

// Who made the directory, and with what mode, is not known here.
int inFixedDirectory(void) {
  char name[64];
  snprintf(name, sizeof name, "/var/tmp/sorter/%d.run", (int)getpid());
  return open(name, O_RDWR | O_CREAT | O_TRUNC, 0600);
}
