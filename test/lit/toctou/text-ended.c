// RUN: %tocsin %s
// A zero behind a bounded copy ends the text; it does not make another name.
#include <fcntl.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>

int guilty(const char *given) {
  char name[64];
  struct stat st;
  strncpy(name, given, sizeof name - 1);
  name[sizeof name - 1] = '\0';
  if (lstat(given, &st) != 0 || S_ISLNK(st.st_mode))
    return -1;
  return open(name, O_RDWR); // EXPECT: file-toctou
}

int corrected(const char *given) {
  char name[64];
  strncpy(name, given, sizeof name - 1);
  name[sizeof name - 1] = '\0';
  return open(name, O_RDWR | O_NOFOLLOW);
}

int guilty_socket(int fd, const char *given) {
  struct sockaddr_un at = {.sun_family = AF_UNIX};
  strncpy(at.sun_path, given, sizeof at.sun_path - 1);
  at.sun_path[sizeof at.sun_path - 1] = 0;
  if (bind(fd, (struct sockaddr *)&at, sizeof at) != 0)
    return -1;
  return chmod(given, 0660); // EXPECT: create-then-name
}

// Cut short in the middle it is the name of something else.
int silent_cut(const char *given) {
  char name[64];
  struct stat st;
  strncpy(name, given, sizeof name - 1);
  name[8] = '\0';
  if (lstat(given, &st) != 0 || S_ISLNK(st.st_mode))
    return -1;
  return open(name, O_RDWR);
}
