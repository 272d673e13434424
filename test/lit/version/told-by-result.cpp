// RUN: %tocsin %s
// A wrapper knows a refusal from other failures, and tells its caller no more
// than by what it gives back.
#include "zookeeper.h"
#include <stdexcept>
#include <string>

class Session {
public:
  std::string read(const std::string &Path, Stat *Seen) {
    char Text[256];
    int Size = sizeof Text;
    if (zoo_get(Zk, Path.c_str(), 0, Text, &Size, Seen) != ZOK)
      throw std::runtime_error(Path);
    return std::string(Text, Size);
  }
  int tryWrite(const std::string &Path, const std::string &Text, int Version) {
    int rc = zoo_set(Zk, Path.c_str(), Text.data(), Text.size(), Version);
    if (rc != ZOK && rc != ZBADVERSION && rc != ZNONODE)
      throw std::runtime_error(Path);
    return rc;
  }
  bool replace(const std::string &Path, const std::string &Text, int Version) {
    switch (zoo_set(Zk, Path.c_str(), Text.data(), Text.size(), Version)) {
    case ZOK:
      return true;
    case ZBADVERSION:
      return false;
    default:
      throw std::runtime_error(Path);
    }
  }
  int write(const std::string &Path, const std::string &Text, int Version) {
    int rc = zoo_set(Zk, Path.c_str(), Text.data(), Text.size(), Version);
    if (rc != ZOK)
      throw std::runtime_error(Path);
    return rc;
  }

private:
  zhandle_t *Zk;
};

void guilty(Session &S, const std::string &Path) {
  Stat Seen;
  std::string Text = S.read(Path, &Seen);
  S.tryWrite(Path, Text + "+", Seen.version); // EXPECT: ignored-conflict
}

void guiltySwitch(Session &S, const std::string &Path) {
  Stat Seen;
  std::string Text = S.read(Path, &Seen);
  S.replace(Path, Text + "+", Seen.version); // EXPECT: ignored-conflict
}

void corrected(Session &S, const std::string &Path) {
  Stat Seen;
  std::string Text;
  do
    Text = S.read(Path, &Seen);
  while (!S.replace(Path, Text + "+", Seen.version));
}

// A refusal is thrown: the caller cannot miss it.
void thrown(Session &S, const std::string &Path) {
  Stat Seen;
  std::string Text = S.read(Path, &Seen);
  S.write(Path, Text + "+", Seen.version);
}
