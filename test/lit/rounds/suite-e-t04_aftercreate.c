// RUN: %tocsin %s
// STD: gnu17
/* Attributes of things that were just made. Runs as root for several users. */
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

struct drop { char path[200]; uid_t uid; gid_t gid; int fd; };
typedef int (*mode_fn)(const char *, mode_t);
static const char *key_path = "/var/spool/relay/key.pem";

#define MAKE_FILE(p) open((p), O_CREAT | O_WRONLY | O_TRUNC, 0666)

/* created and closed, then the mode by name */
static int key_write(const char *pem) {
  int fd = creat(key_path, 0666);
  if (fd < 0) return -1;
  ssize_t n = write(fd, pem, strlen(pem));
  close(fd);
  if (n < 0) return -1;
  return chmod(key_path, 0600); // EXPECT: create-then-name
}
static int key_write_fd(const char *pem) {
  int rc, fd = open(key_path, O_CREAT | O_WRONLY | O_TRUNC | O_NOFOLLOW, 0600);
  if (fd < 0) return -1;
  rc = fchmod(fd, 0600);
  if (rc == 0 && write(fd, pem, strlen(pem)) < 0) rc = -1;
  close(fd);
  return rc;
}

/* stdio */
static int log_make(const char *name) {
  FILE *f = fopen(name, "w");
  if (!f) return -1;
  fputs("# log\n", f);
  int rc = chown(name, 33, 33); // EXPECT: create-then-name
  fclose(f);
  return rc;
}
static int log_make_fd(const char *name) {
  FILE *f = fopen(name, "w");
  if (!f) return -1;
  fputs("# log\n", f);
  int rc = fchown(fileno(f), 33, 33);
  fclose(f);
  return rc;
}

/* directory for a user, below a directory that users may write */
static int box_make(const struct drop *d) {
  if (mkdir(d->path, 0700) != 0) return -1;
  return chown(d->path, d->uid, d->gid); // EXPECT: create-then-name
}
static int box_make_fd(const struct drop *d) {
  struct stat st;
  int rc = -1, fd;
  if (mkdir(d->path, 0700) != 0) return -1;
  fd = open(d->path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW);
  if (fd < 0) return -1;
  if (fstat(fd, &st) == 0 && st.st_uid == geteuid()) rc = fchown(fd, d->uid, d->gid);
  close(fd);
  return rc;
}

/* socket */
static int sock_make(const char *path) {
  struct sockaddr_un sa = {.sun_family = AF_UNIX};
  int s = socket(AF_UNIX, SOCK_STREAM, 0);
  if (s < 0) return -1;
  snprintf(sa.sun_path, sizeof sa.sun_path, "%s", path);
  if (bind(s, (struct sockaddr *)&sa, sizeof sa) != 0) goto fail;
  if (chmod(sa.sun_path, 0660) != 0) goto fail; // EXPECT: create-then-name
  return s;
fail:
  close(s);
  return -1;
}
static int sock_make_fd(const char *path) {
  struct sockaddr_un sa = {.sun_family = AF_UNIX};
  int s = socket(AF_UNIX, SOCK_STREAM, 0);
  if (s < 0) return -1;
  snprintf(sa.sun_path, sizeof sa.sun_path, "%s", path);
  if (fchmod(s, 0660) == 0 && bind(s, (struct sockaddr *)&sa, sizeof sa) == 0) return s;
  close(s);
  return -1;
}

/* creation in a helper, mode through a function pointer */
static int drop_open(struct drop *d) {
  d->fd = MAKE_FILE(d->path);
  return d->fd;
}
static int drop_take(struct drop *d) {
  mode_fn set = chmod;
  if (drop_open(d) < 0) return -1;
  return set(d->path, 0640); // EXPECT: create-then-name
}
static int drop_take_fd(struct drop *d) {
  if (drop_open(d) < 0) return -1;
  return fchmod(d->fd, 0640);
}

/* time stamp */
static int stamp(char **name, const struct timespec ts[2]) {
  int fd = open(*name, O_CREAT | O_WRONLY, 0644);
  if (fd < 0) return -1;
  close(fd);
  return utimensat(AT_FDCWD, *name, ts, 0); // EXPECT: create-then-name
}
static int stamp_fd(char **name, const struct timespec ts[2]) {
  int rc, fd = open(*name, O_CREAT | O_WRONLY, 0644);
  if (fd < 0) return -1;
  rc = futimens(fd, ts);
  close(fd);
  return rc;
}

int main(int argc, char **argv) {
  struct timespec ts[2] = {{.tv_nsec = UTIME_NOW}, {.tv_nsec = UTIME_NOW}};
  struct drop d = {.uid = 1000, .gid = 1000, .fd = -1};
  if (argc < 4) return 2;
  snprintf(d.path, sizeof d.path, "%s", argv[1]);
  if (key_write("k") || key_write_fd("k") || log_make(argv[2]) || log_make_fd(argv[2])) return 1;
  if (argc == 4 ? box_make(&d) : box_make_fd(&d)) return 1;
  if (sock_make(argv[3]) < 0 || sock_make_fd(argv[3]) < 0) return 1;
  return drop_take(&d) || drop_take_fd(&d) || stamp(&argv[1], ts) || stamp_fd(&argv[1], ts);
}
