// RUN: %tocsin %s
// A helper gives name and verdict in one object.
#include <climits>
#include <cstdlib>
#include <fcntl.h>
#include <string>

struct Resolved {
  std::string Path;
  bool Inside;
};

static Resolved resolve(const std::string &Root, const std::string &Name) {
  char Real[PATH_MAX];
  if (!realpath(Name.c_str(), Real))
    return {"", false};
  std::string R(Real);
  return {R, R.compare(0, Root.size(), Root) == 0};
}

int guilty(const std::string &Root, const std::string &Name) {
  Resolved R = resolve(Root, Name);
  if (!R.Inside)
    return -1;
  return open(R.Path.c_str(), O_RDONLY); // EXPECT: file-toctou
}

int corrected(int RootDir, const std::string &Name) {
  if (Name.find('/') != std::string::npos)
    return -1;
  return openat(RootDir, Name.c_str(), O_RDONLY | O_NOFOLLOW);
}

int another(const std::string &Root, const std::string &Name) {
  Resolved R = resolve(Root, Name);
  if (!R.Inside)
    return -1;
  return open("/etc/hostname", O_RDONLY);
}
