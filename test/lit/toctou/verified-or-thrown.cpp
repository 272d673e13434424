// RUN: %tocsin %s
// STD: c++17
// A helper looks at the open descriptor and returns only if it is right.
#include <cstdlib>
#include <fcntl.h>
#include <stdexcept>
#include <sys/stat.h>
#include <syslog.h>

static bool fine(const struct stat &st) {
  return S_ISREG(st.st_mode) && st.st_uid == 0 && !(st.st_mode & 022);
}

static void demand(int fd) {
  struct stat st;
  if (fstat(fd, &st) != 0 || !fine(st))
    throw std::runtime_error("not fine");
}
static void demandOrDie(int fd) {
  struct stat st;
  if (fstat(fd, &st) != 0 || st.st_uid != 0)
    exit(1);
}
static void grumble(int fd) {
  struct stat st;
  if (fstat(fd, &st) != 0 || !fine(st))
    syslog(LOG_ERR, "not fine");
}
static void demandSome(int fd) {
  struct stat st;
  if (fstat(fd, &st) != 0 || st.st_size == 0)
    throw std::runtime_error("empty");
}

int openThrowing(const char *name) {
  struct stat st;
  if (stat(name, &st) != 0 || !fine(st))
    return -1;
  int fd = open(name, O_RDWR);
  demand(fd);
  return fd;
}
int openDying(const char *name) {
  struct stat st;
  if (stat(name, &st) != 0 || st.st_uid != 0)
    return -1;
  int fd = open(name, O_RDWR);
  demandOrDie(fd);
  return fd;
}
int openGrumbling(const char *name) {
  struct stat st;
  if (stat(name, &st) != 0 || !fine(st))
    return -1;
  int fd = open(name, O_RDWR); // EXPECT: file-toctou
  grumble(fd);
  return fd;
}
int openByOther(const char *name) {
  struct stat st;
  if (stat(name, &st) != 0 || st.st_uid != 0)
    return -1;
  int fd = open(name, O_RDWR); // EXPECT: file-toctou
  demandSome(fd);
  return fd;
}
