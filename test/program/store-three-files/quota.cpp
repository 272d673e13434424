// Read, compute, write: through wrappers, a key helper and a default argument
// of other files.
#include "session.h"

bool guilty(Session &s, const std::string &tenant, long bytes) {
  Node node;
  if (!s.read(quotaOf(tenant), node))
    return false;
  long used = std::stol(node.value) + bytes;
  return s.write(quotaOf(tenant), std::to_string(used)); // EXPECT: unversioned-write
}

bool corrected(Session &s, const std::string &tenant, long bytes) {
  Node node;
  do {
    if (!s.read(quotaOf(tenant), node))
      return false;
  } while (!s.write(quotaOf(tenant),
                    std::to_string(std::stol(node.value) + bytes),
                    node.version));
  return true;
}

void ignored(Session &s, const std::string &tenant) {
  Node node;
  if (s.read(quotaOf(tenant), node))
    s.write(quotaOf(tenant), node.value + "0", node.version); // EXPECT: ignored-conflict
}

bool reset(Session &s, const std::string &tenant) {
  return s.write(quotaOf(tenant), "0");
}
