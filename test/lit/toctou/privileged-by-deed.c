// RUN: %tocsin %s
// Whoever gives files to others is the superuser: access() asks for the user
// who called, the open does not.
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

int queue(const char *file, int spool, uid_t printer) {
  if (access(file, R_OK) != 0)
    return -1;
  int in = open(file, O_RDONLY); // EXPECT: file-toctou
  if (in < 0 || fchown(spool, printer, -1) != 0)
    return -1;
  return in;
}

int queueAsUser(const char *file, int spool, uid_t printer) {
  if (access(file, R_OK) != 0)
    return -1;
  if (seteuid(getuid()) != 0)
    return -1;
  int in = open(file, O_RDONLY);
  if (in < 0 || fchown(spool, printer, -1) != 0)
    return -1;
  return in;
}
