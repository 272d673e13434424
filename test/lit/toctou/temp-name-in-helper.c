// RUN: %tocsin %s
// The name is made up and insisted on inside one helper.
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static int insists(void) {
  char *name = tempnam("/var/spool/x", "job");
  int fd = open(name, O_RDWR | O_CREAT | O_EXCL, 0600);
  if (fd >= 0)
    unlink(name);
  free(name);
  return fd;
}

static int hopes(void) {
  char *name = tempnam("/var/spool/x", "job");
  int fd = open(name, O_RDWR | O_CREAT, 0600); // EXPECT: temp-name
  free(name);
  return fd;
}

int main(void) { return insists() < 0 || hopes() < 0; }
