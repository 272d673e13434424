// RUN: %tocsin %s
// A copy of a string is the same name.
#include <fcntl.h>
#include <string>
#include <sys/stat.h>
#include <unistd.h>

void guilty(const std::string &Path) {
  struct stat Info;
  std::string Copy = Path;
  if (stat(Path.c_str(), &Info) == 0 && Info.st_uid == getuid())
    chmod(Copy.c_str(), 0644); // EXPECT: file-toctou
}

void corrected(const std::string &Path) {
  struct stat Info;
  int Fd = open(Path.c_str(), O_RDONLY | O_CLOEXEC);
  if (Fd < 0)
    return;
  if (fstat(Fd, &Info) == 0 && Info.st_uid == getuid())
    fchmod(Fd, 0644);
  close(Fd);
}

void otherName(const std::string &Path) {
  struct stat Info;
  std::string Copy = Path;
  Copy += ".bak";
  if (stat(Path.c_str(), &Info) == 0 && Info.st_uid == getuid())
    chmod(Copy.c_str(), 0644);
}
