// RUN: %tocsin %s
// A store that compares with what the caller expects, behind an interface.
#include <string>

struct Entry {
  std::string Text;
  long Version;
};

class Tree {
public:
  virtual ~Tree() = default;
  virtual bool get(const std::string &Path, Entry *Out) = 0;
  virtual void put(const std::string &Path, const std::string &Text) = 0;
  virtual bool compareAndSet(const std::string &Path, long expected,
                             const std::string &Text) = 0;
};

void guilty(Tree &T, const std::string &Path) {
  Entry E;
  if (T.get(Path, &E))
    T.put(Path, E.Text + ","); // EXPECT: unversioned-write
}

void ignored(Tree &T, const std::string &Path) {
  Entry E;
  if (T.get(Path, &E))
    T.compareAndSet(Path, E.Version, E.Text + ","); // EXPECT: ignored-conflict
}

bool corrected(Tree &T, const std::string &Path) {
  Entry E;
  while (T.get(Path, &E))
    if (T.compareAndSet(Path, E.Version, E.Text + ","))
      return true;
  return false;
}

void copied(Tree &T, const std::string &Path) {
  Entry E;
  if (T.get(Path, &E))
    T.put(Path + ".bak", E.Text);
}
