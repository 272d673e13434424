#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

int create(const char *Path) {
  int Fd = open(Path, O_CREAT | O_WRONLY | O_TRUNC, 0666);
  if (Fd < 0)
    return -1;
  if (chmod(Path, 0600) != 0)
    return -1;
  return Fd;
}
