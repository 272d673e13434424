// RUN: %tocsin %s
// What was looked at is gone; what is acted on was created since.
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

int fifo(const char *name) {
  struct stat st;
  if (lstat(name, &st) == 0) {
    if (!S_ISFIFO(st.st_mode))
      return -1;
    unlink(name); // EXPECT: file-toctou
  }
  if (mkfifo(name, 0600) != 0)
    return -1;
  return chmod(name, 0660); // EXPECT: create-then-name
}

// Nothing was removed: who finds it there takes what may be anybody's.
int fifoIfMissing(const char *name) {
  struct stat st;
  if (lstat(name, &st) == 0)
    return 0;
  return mkfifo(name, 0600) == 0 ? 0 : -1; // EXPECT: file-toctou
}

// Who cannot bind because another instance did is right to give up.
int socketOf(int fd, struct sockaddr_un *to) {
  if (access(to->sun_path, F_OK) == 0)
    return -1;
  return bind(fd, (struct sockaddr *)to, sizeof *to);
}
