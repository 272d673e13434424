// RUN: %tocsin %s
// A use that never follows a link answers a check for "is it a link".
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

void byLchown(const char *path, uid_t owner) {
  struct stat st;
  if (lstat(path, &st) == 0 && !S_ISLNK(st.st_mode))
    lchown(path, owner, (gid_t)-1);
}

void byFlag(const char *path, uid_t owner) {
  struct stat st;
  if (lstat(path, &st) == 0 && !S_ISLNK(st.st_mode))
    fchownat(AT_FDCWD, path, owner, (gid_t)-1, AT_SYMLINK_NOFOLLOW);
}

int byOpen(const char *path) {
  struct stat st;
  if (lstat(path, &st) != 0 || S_ISLNK(st.st_mode))
    return -1;
  return open(path, O_WRONLY | O_NOFOLLOW);
}

void without(const char *path, uid_t owner) {
  struct stat st;
  if (lstat(path, &st) == 0 && !S_ISLNK(st.st_mode))
    chown(path, owner, (gid_t)-1); // EXPECT: file-toctou
}

// O_NOFOLLOW says nothing about the owner.
int otherProperty(const char *path) {
  struct stat st;
  if (lstat(path, &st) != 0 || st.st_uid != 0)
    return -1;
  return open(path, O_WRONLY | O_NOFOLLOW); // EXPECT: file-toctou
}
