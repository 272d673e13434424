// RUN: %tocsin %s
// Functions that only sound like file calls.
#include <string>

namespace acl {
bool access(const std::string &User, int Mode);
bool has_access(const char *User);
} // namespace acl

struct Cache {
  bool exists(const std::string &Key) const;
  void open(const std::string &Key);
  void remove(const std::string &Key);
};

void silent(Cache &C, const std::string &Key) {
  if (acl::access(Key, 2) && acl::has_access(Key.c_str()))
    C.open(Key);
  if (C.exists(Key))
    C.remove(Key);
}
