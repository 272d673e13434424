// RUN: %tocsin %s
// STD: gnu17
/* Names that must not exist yet. */
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct export { const char *dir; char file[512]; };
static const int plain_flags = O_WRONLY | O_CREAT | O_TRUNC;
static const int first_flags = O_WRONLY | O_CREAT | O_EXCL;

static bool present(const char *p) {
  struct stat st;
  return lstat(p, &st) == 0;
}

static void path_of(char *dst, size_t cap, const char *fmt, ...) {
  va_list ap;
  va_start(ap, fmt);
  vsnprintf(dst, cap, fmt, ap);
  va_end(ap);
}

static void die(const char *what) {
  perror(what);
  exit(1);
}

/* read probe, then write */
static FILE *report_new(const char *name) {
  FILE *f = fopen(name, "r");
  if (f) {
    fclose(f);
    return NULL;
  }
  return fopen(name, "w"); // EXPECT: file-toctou
}
static FILE *report_new_x(const char *name) { return fopen(name, "wx"); }

/* own predicate, flags in a constant */
static int pidfile(const char *name) {
  if (present(name)) return -EEXIST;
  int fd = open(name, plain_flags, 0644); // EXPECT: file-toctou
  if (fd >= 0) dprintf(fd, "%d\n", (int)getpid());
  return fd;
}
static int pidfile_first(const char *name) {
  if (present(name)) return -EEXIST;
  int fd = open(name, first_flags, 0644);
  if (fd >= 0) dprintf(fd, "%d\n", (int)getpid());
  return fd < 0 ? -errno : fd;
}

/* directory shared by several installers */
static void need_dir(const char *d) {
  struct stat st;
  if (stat(d, &st) == 0) return;
  if (mkdir(d, 0755) != 0) die(d); // EXPECT: file-toctou
}
static void need_dir_any(const char *d) {
  struct stat st;
  if (mkdir(d, 0755) == 0) return;
  if (errno != EEXIST || stat(d, &st) != 0 || !S_ISDIR(st.st_mode)) die(d);
}

/* target of a rename */
static int keep_old(const char *tmp, const char *dst) {
  bool there = access(dst, F_OK) == 0;
  if (there) return -EEXIST;
  return rename(tmp, dst); // EXPECT: file-toctou
}
static int keep_old_flag(const char *tmp, const char *dst) {
  return renameat2(AT_FDCWD, tmp, AT_FDCWD, dst, RENAME_NOREPLACE);
}
static int keep_old_link(const char *tmp, const char *dst) {
  if (link(tmp, dst) != 0) return -errno;
  return unlink(tmp);
}

/* next free number, name formatted by a varargs helper */
static int next_log(struct export *e) {
  for (int i = 0;; i++) {
    path_of(e->file, sizeof e->file, "%s/run-%d.log", e->dir, i);
    if (access(e->file, F_OK) == 0) continue;
    break;
  }
  return open(e->file, O_CREAT | O_WRONLY, 0640); // EXPECT: file-toctou
}
static int next_log_first(struct export *e) {
  int fd;
  for (int i = 0;; i++) {
    path_of(e->file, sizeof e->file, "%s/run-%d.log", e->dir, i);
    fd = open(e->file, O_CREAT | O_EXCL | O_WRONLY, 0640);
    if (fd >= 0 || errno != EEXIST) break;
  }
  return fd;
}

/* one buffer, two different names */
static int copy_conf(const char *dir) {
  char buf[512];
  path_of(buf, sizeof buf, "%s/site.conf", dir);
  if (access(buf, F_OK) == 0) return 0;
  path_of(buf, sizeof buf, "%s/log.%d", dir, (int)getpid());
  return open(buf, O_CREAT | O_APPEND | O_WRONLY, 0600);
}

int main(int argc, char **argv) {
  struct export e = {.dir = argc > 1 ? argv[1] : "."};
  FILE *f;
  need_dir(e.dir);
  need_dir_any(e.dir);
  if ((f = report_new("report.txt")) || (f = report_new_x("report2.txt"))) fclose(f);
  if (pidfile("a.pid") < 0 || pidfile_first("b.pid") < 0) return 1;
  if (keep_old("t1", "d1") || keep_old_flag("t2", "d2") || keep_old_link("t3", "d3")) return 1;
  return next_log(&e) < 0 || next_log_first(&e) < 0 || copy_conf(e.dir) < 0;
}
