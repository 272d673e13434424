// RUN: %tocsin %s
// A member keeps the name between check and use.
#include <fcntl.h>
#include <string>
#include <unistd.h>

class PidFile {
  std::string Path;

public:
  int guilty() {
    if (access(Path.c_str(), F_OK) == 0)
      return -1;
    return creat(Path.c_str(), 0644); // EXPECT: file-toctou
  }

  int corrected() {
    return open(Path.c_str(), O_WRONLY | O_CREAT | O_EXCL, 0644);
  }

  int renamed(const std::string &Other) {
    if (access(Path.c_str(), F_OK) == 0)
      return -1;
    Path = Other;
    return creat(Path.c_str(), 0644);
  }
};

int use(PidFile &F, const std::string &Other) {
  return F.guilty() + F.corrected() + F.renamed(Other);
}
