// RUN: %tocsin %s
// STD: gnu17
/* Set-user-id helper: properties of a name decide what is done with it. */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
struct job { int id; char path[256]; };
union target { char text[108]; struct { char kind; char rest[107]; } p; };
static char spool_path[PATH_MAX];
extern char **environ;
/* global name, permission */
static int spool_append(const char *line) {
  if (access(spool_path, W_OK) != 0) return -1;
  int fd = open(spool_path, O_WRONLY | O_APPEND); // EXPECT: file-toctou
  if (fd < 0) return -1;
  ssize_t n = write(fd, line, strlen(line));
  close(fd);
  return n < 0 ? -1 : 0;
}
static int spool_append_as_user(const char *line) {
  uid_t eff = geteuid();
  if (seteuid(getuid()) != 0) return -1;
  int fd = open(spool_path, O_WRONLY | O_APPEND | O_NOFOLLOW);
  if (seteuid(eff) != 0) _exit(111);
  if (fd < 0) return -1;
  ssize_t n = write(fd, line, strlen(line));
  close(fd);
  return n < 0 ? -1 : 0;
}
/* struct member, type */
static int job_open(const struct job *j) {
  struct stat st;
  if (lstat(j->path, &st) != 0 || !S_ISREG(st.st_mode) || st.st_nlink != 1) return -1;
  return open(j->path, O_RDWR); // EXPECT: file-toctou
}
static int job_open_fd(const struct job *j) {
  struct stat st;
  int fd = open(j->path, O_RDWR | O_NOFOLLOW | O_NONBLOCK);
  if (fd < 0) return -1;
  if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && st.st_nlink == 1) return fd;
  close(fd);
  return -1;
}
/* pointer to pointer, owner */
static int cut(char **name) {
  struct stat st;
  if (stat(*name, &st) != 0 || st.st_uid != getuid()) return -1;
  return truncate(*name, 0); // EXPECT: file-toctou
}
static int cut_fd(char **name) {
  struct stat st;
  int rc = -1, fd = open(*name, O_WRONLY | O_NOFOLLOW);
  if (fd < 0) return -1;
  if (fstat(fd, &st) == 0 && st.st_uid == getuid()) rc = ftruncate(fd, 0);
  close(fd);
  return rc;
}
/* probe through a function pointer */
static int run_hook(const char *prog, char **argv) {
  int (*probe)(const char *, int) = access;
  if (probe(prog, X_OK) != 0) return -1;
  return execv(prog, argv); // EXPECT: file-toctou
}
static int run_hook_fd(const char *prog, char **argv) {
  struct stat st;
  int fd = open(prog, O_PATH | O_CLOEXEC);
  if (fd < 0) return -1;
  if (fstat(fd, &st) == 0 && st.st_uid == 0 && !(st.st_mode & S_IWOTH)) fexecve(fd, argv, environ);
  close(fd);
  return -1;
}
/* union member, switch on the type, act in one arm */
static int give(const union target *t, uid_t to) {
  struct stat st;
  if (t->p.kind != '/' || lstat(t->text, &st) != 0) return -1;
  switch (st.st_mode & S_IFMT) {
  case S_IFREG:
    return chown(t->text, to, (gid_t)-1); // EXPECT: file-toctou
  case S_IFLNK:
    return -ELOOP;
  default:
    return -EINVAL;
  }
}
static int give_fd(const union target *t, uid_t to) {
  struct stat st;
  int rc = -1, fd = open(t->text, O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
  if (fd < 0) return -1;
  if (fstat(fd, &st) != 0) goto out;
  switch (st.st_mode & S_IFMT) {
  case S_IFREG: rc = fchown(fd, to, (gid_t)-1); break;
  default: errno = EINVAL;
  }
out:
  close(fd);
  return rc;
}
/* negated test and a jump */
static int publish(const char *name) {
  struct stat st;
  int rc = -1;
  if (lstat(name, &st) < 0) goto out;
  if (S_ISLNK(st.st_mode)) goto out;
  rc = chmod(name, 0644); // EXPECT: file-toctou
out:
  return rc;
}

/* result only shown */
static int show(const char *name) {
  struct stat st;
  if (stat(name, &st) == 0) printf("%s: %lld bytes\n", name, (long long)st.st_size);
  int fd = open(name, O_RDONLY | O_NOFOLLOW);
  return fd < 0 ? -errno : fd;
}

int main(int argc, char **argv) {
  struct job j = {.id = 1};
  union target t;
  if (argc < 3) return 2;
  snprintf(spool_path, sizeof spool_path, "%s", argv[1]);
  snprintf(j.path, sizeof j.path, "%s", argv[2]);
  snprintf(t.text, sizeof t.text, "%s", argv[2]);
  if (spool_append("start\n") || spool_append_as_user("start\n")) return 1;
  if (job_open(&j) < 0 || job_open_fd(&j) < 0 || cut(&argv[2]) || cut_fd(&argv[2])) return 1;
  if (give(&t, getuid()) || give_fd(&t, getuid()) || publish(argv[2]) || show(argv[2]) < 0) return 1;
  return run_hook(argv[1], argv + 1) + run_hook_fd(argv[1], argv + 1);
}
