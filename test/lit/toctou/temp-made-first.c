// RUN: %tocsin %s
// A made-up name under which a directory was created without fail is the
// program's own; one that was never created exclusively is not.
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

int corrected(char *Name, size_t Size) {
  do {
    strncpy(Name, "/var/tmp/spool.XXXXXX", Size);
    if (*mktemp(Name) == '\0')
      return -1;
    if (mkdir(Name, 0700) == 0)
      return open(Name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW);
  } while (errno == EEXIST);
  return -1;
}

int guilty(char *Name, size_t Size) {
  strncpy(Name, "/var/tmp/spool.XXXXXX", Size);
  if (*mktemp(Name) == '\0')
    return -1;
  return open(Name, O_RDWR | O_CREAT, 0600); // EXPECT: temp-name
}
