// RUN: %tocsin %s
// The program that was looked at need not be the one that runs.
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

void guilty(const char *path, char *const argv[]) {
  struct stat st;
  if (stat(path, &st) == 0 && st.st_uid == 0)
    execv(path, argv); // EXPECT: file-toctou
}

void guiltyAccess(const char *path, char *const argv[]) {
  if (access(path, X_OK) == 0)
    execv(path, argv); // EXPECT: file-toctou
}

void corrected(const char *path, char *const argv[], char *const env[]) {
  struct stat st;
  int fd = open(path, O_RDONLY | O_CLOEXEC);
  if (fd < 0)
    return;
  if (fstat(fd, &st) == 0 && st.st_uid == 0)
    fexecve(fd, argv, env);
  close(fd);
}
