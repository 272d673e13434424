// RUN: %tocsin %s
// A made-up name is free when it is made up, not when the file is created.
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>

int guiltyMktemp(void) {
  char name[] = "/tmp/app-XXXXXX";
  mktemp(name);
  return open(name, O_RDWR | O_CREAT | O_TRUNC, 0600); // EXPECT: temp-name
}

FILE *guiltyTmpnam(void) {
  char name[L_tmpnam];
  tmpnam(name);
  return fopen(name, "w"); // EXPECT: temp-name
}

FILE *guiltyTempnam(void) {
  char *name = tempnam("/tmp", "app");
  return name ? fopen(name, "w+") : NULL; // EXPECT: temp-name
}

int corrected(void) {
  char name[] = "/tmp/app-XXXXXX";
  return mkstemp(name);
}

int exclusive(void) {
  char name[] = "/tmp/app-XXXXXX";
  mktemp(name);
  return open(name, O_RDWR | O_CREAT | O_EXCL, 0600);
}
