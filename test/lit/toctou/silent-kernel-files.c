// RUN: %tocsin %s
// Nobody but the kernel makes or removes these.
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

int randomDevice(void) {
  struct stat st;
  if (stat("/dev/urandom", &st) != 0 || !S_ISCHR(st.st_mode))
    return -1;
  return open("/dev/urandom", O_RDONLY);
}

int setting(void) {
  if (access("/proc/sys/net/ipv4/ip_forward", F_OK) != 0)
    return -1;
  return open("/proc/sys/net/ipv4/ip_forward", O_RDONLY);
}
