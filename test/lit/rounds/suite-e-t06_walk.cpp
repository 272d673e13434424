// RUN: %tocsin %s
// STD: c++20
// Walks, links, plug-ins: descriptor based next to name based.
#include <climits>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <dirent.h>
#include <dlfcn.h>
#include <fcntl.h>
#include <string>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

class Fd {
  int fd_;

public:
  explicit Fd(int fd = -1) : fd_(fd) {}
  Fd(Fd &&o) noexcept : fd_(o.fd_) { o.fd_ = -1; }
  ~Fd() { if (fd_ >= 0) ::close(fd_); }
  int get() const { return fd_; }
  int release() { int f = fd_; fd_ = -1; return f; }
  explicit operator bool() const { return fd_ >= 0; }
};

static bool sameFile(const struct stat &a, const struct stat &b) { return a.st_dev == b.st_dev && a.st_ino == b.st_ino; }

// owner decides about the removal
int dropOwned(const std::string &dir, uid_t who) {
  int n = 0;
  DIR *d = opendir(dir.c_str());
  if (!d) return -1;
  while (dirent *e = readdir(d)) {
    struct stat st;
    std::string p = dir + "/" + e->d_name;
    if (lstat(p.c_str(), &st) != 0 || !S_ISREG(st.st_mode) || st.st_uid != who) continue;
    if (unlink(p.c_str()) == 0) n++; // EXPECT: file-toctou
  }
  closedir(d);
  return n;
}
int dropOwnedAt(const std::string &dir, uid_t who) {
  int n = 0;
  Fd top(open(dir.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW));
  DIR *d = top ? fdopendir(dup(top.get())) : nullptr;
  if (!d) return -1;
  while (dirent *e = readdir(d)) {
    struct stat st;
    if (fstatat(top.get(), e->d_name, &st, AT_SYMLINK_NOFOLLOW) != 0) continue;
    if (!S_ISREG(st.st_mode) || st.st_uid != who) continue;
    if (unlinkat(top.get(), e->d_name, 0) == 0) n++;
  }
  closedir(d);
  return n;
}

// no link wanted
Fd openPlain(const char *p) {
  struct stat st;
  if (lstat(p, &st) != 0 || S_ISLNK(st.st_mode)) return Fd();
  return Fd(open(p, O_RDWR | O_CLOEXEC)); // EXPECT: file-toctou
}
Fd openPlainNofollow(const char *p) {
  struct stat st;
  if (lstat(p, &st) != 0 || S_ISLNK(st.st_mode)) return Fd();
  return Fd(open(p, O_RDWR | O_CLOEXEC | O_NOFOLLOW));
}
Fd openPlainSame(const char *p) {
  struct stat before, after;
  if (lstat(p, &before) != 0 || S_ISLNK(before.st_mode)) return Fd();
  Fd f(open(p, O_RDWR | O_CLOEXEC));
  if (f && fstat(f.get(), &after) == 0 && sameFile(before, after)) return f;
  return Fd();
}

// resolved name below a root
int openUnder(const char *root, const char *name) {
  char real[PATH_MAX];
  if (!realpath(name, real)) return -1;
  if (strncmp(real, root, strlen(root)) != 0) return -1;
  return open(real, O_WRONLY); // EXPECT: file-toctou
}
int openUnderFd(const char *root, const char *name) {
  Fd f(open(name, O_WRONLY));
  char self[64], real[PATH_MAX];
  snprintf(self, sizeof self, "/proc/self/fd/%d", f.get());
  ssize_t n = f ? readlink(self, real, sizeof real - 1) : -1;
  if (n < 0) return -1;
  real[n] = '\0';
  return strncmp(real, root, strlen(root)) == 0 ? f.release() : -1;
}

// plug-in owned by root
void *loadPlugin(const char *so) {
  struct stat st;
  bool trusted = stat(so, &st) == 0 && st.st_uid == 0 && !(st.st_mode & (S_IWGRP | S_IWOTH));
  if (!trusted) return nullptr;
  return dlopen(so, RTLD_NOW); // EXPECT: file-toctou
}
void *loadPluginFd(const char *so) {
  struct stat st;
  Fd f(open(so, O_RDONLY | O_CLOEXEC));
  if (!f || fstat(f.get(), &st) != 0 || st.st_uid != 0 || (st.st_mode & (S_IWGRP | S_IWOTH))) return nullptr;
  return dlopen(("/proc/self/fd/" + std::to_string(f.get())).c_str(), RTLD_NOW);
}

// pointer to the current release
int repoint(const char *link, const char *from, const char *to) {
  char cur[PATH_MAX];
  ssize_t n = readlink(link, cur, sizeof cur - 1);
  if (n < 0 || strncmp(cur, from, size_t(n)) != 0) return -1;
  if (unlink(link) != 0) return -1; // EXPECT: file-toctou
  return symlink(to, link);
}
int repointRename(const char *link, const char *to) {
  std::string tmp = std::string(link) + ".next." + std::to_string(getpid());
  if (symlink(to, tmp.c_str()) != 0) return -1;
  return rename(tmp.c_str(), link);
}

int main(int argc, char **argv) {
  if (argc < 3) return 2;
  int n = dropOwned(argv[1], getuid()) + dropOwnedAt(argv[1], getuid());
  Fd a = openPlain(argv[2]), b = openPlainNofollow(argv[2]), c = openPlainSame(argv[2]);
  Fd d(openUnder(argv[1], argv[2])), e(openUnderFd(argv[1], argv[2]));
  if (repoint("current", "v1", "v2") || repointRename("current", "v3")) return 1;
  return n > 0 && loadPlugin(argv[2]) && loadPluginFd(argv[2]) && a && b && c && d && e ? 0 : 1;
}
