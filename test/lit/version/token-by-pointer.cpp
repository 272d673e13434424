// RUN: %tocsin %s
// A helper fills in the version if it is given a place for it: here it is.
#include "zookeeper.h"
#include <string>

static bool read(zhandle_t *zh, const std::string &Path, std::string *Out,
                 int *Version = nullptr) {
  char Buf[512];
  int Len = sizeof Buf;
  struct Stat St;
  if (zoo_get(zh, Path.c_str(), 0, Buf, &Len, &St) != ZOK)
    return false;
  Out->assign(Buf, Len);
  if (Version)
    *Version = St.version;
  return true;
}

bool corrected(zhandle_t *zh, const std::string &Path) {
  std::string Text;
  int V;
  if (!read(zh, Path, &Text, &V))
    return false;
  Text += "+";
  return zoo_set(zh, Path.c_str(), Text.data(), Text.size(), V) == ZOK;
}

bool guilty(zhandle_t *zh, const std::string &Path) {
  std::string Text;
  int V = -1;
  if (!read(zh, Path, &Text))
    return false;
  Text += "+";
  return zoo_set(zh, Path.c_str(), Text.data(), Text.size(), V) == ZOK; // EXPECT: unversioned-write
}
