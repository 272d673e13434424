// RUN: %tocsin %s
// A look that gives nothing but the state of the node.
#include <string>
#include <vector>
#include <zookeeper.h>

class Jobs {
  zhandle_t *Z;
  std::string Root;

public:
  std::vector<std::string> names() const;
  std::string pathOf(const std::string &N) const { return Root + "/" + N; }
  int look(const std::string &N, Stat *S) const {
    return zoo_exists(Z, pathOf(N).c_str(), 0, S);
  }

  void prune(long Now, long Keep) {
    for (const std::string &N : names()) {
      Stat S;
      if (look(N, &S) == ZOK && Now - S.mtime > Keep)
        zoo_delete(Z, pathOf(N).c_str(), -1); // EXPECT: timestamp-cleanup
    }
  }

  void pruneUnchanged(long Now, long Keep) {
    for (const std::string &N : names()) {
      Stat S;
      if (look(N, &S) == ZOK && Now - S.mtime > Keep &&
          zoo_delete(Z, pathOf(N).c_str(), S.version) == ZBADVERSION)
        continue;
    }
  }
};
