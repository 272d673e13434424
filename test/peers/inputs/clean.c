#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

int openRegular(const char *Path) {
  int Fd = open(Path, O_RDONLY | O_NOFOLLOW);
  struct stat S;
  if (Fd >= 0 && (fstat(Fd, &S) != 0 || !S_ISREG(S.st_mode))) {
    close(Fd);
    return -1;
  }
  return Fd;
}
