// PACKAGE: libc6-dev
#include "operands.h"
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

void calls(va_list list) {
  // lock.acquire
  flock(fd, flags);
  lockf(fd, flags, 0);
  lockf64(fd, flags, 0);
  fcntl(fd, flags, record);
  fcntl64(fd, flags, record);
}
