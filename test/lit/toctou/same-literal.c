// RUN: %tocsin %s
// The same literal names the file in the check and in the use.
#include <fcntl.h>
#include <unistd.h>

int guilty(void) {
  if (access("/var/lib/app/state", W_OK) == 0)
    return open("/var/lib/app/state", O_WRONLY | O_TRUNC); // EXPECT: file-toctou
  return -1;
}

int corrected(void) {
  return open("/var/lib/app/state", O_WRONLY | O_TRUNC);
}
