// RUN: %tocsin %s
// No model: the class itself offers a write that compares.
#include <string>

class Registry {
public:
  std::string load(const std::string &key, int *revision);
  void save(const std::string &key, const std::string &value);
  bool saveIf(const std::string &key, const std::string &value,
              int expected_revision);
};

void guilty(Registry &r, const std::string &key) {
  int revision;
  std::string list = r.load(key, &revision);
  r.save(key, list + ",more"); // EXPECT: unversioned-write
}

bool corrected(Registry &r, const std::string &key) {
  for (int i = 0; i < 5; ++i) {
    int revision;
    std::string list = r.load(key, &revision);
    if (r.saveIf(key, list + ",more", revision))
      return true;
  }
  return false;
}

void ignored(Registry &r, const std::string &key) {
  int revision;
  std::string list = r.load(key, &revision);
  r.saveIf(key, list + ",more", revision); // EXPECT: ignored-conflict
}

void fresh(Registry &r, const std::string &key, const std::string &value) {
  r.save(key, value);
}

// A class without such a form says nothing about others that write.
class Plain {
public:
  std::string load(const std::string &key);
  void save(const std::string &key, const std::string &value);
};

void plain(Plain &p, const std::string &key) {
  p.save(key, p.load(key) + ",more");
}
