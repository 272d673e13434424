// The check decides about a use two calls away, in another unit; every way
// to that use is decided by it, so the use itself is reported.
#include "store.h"
#include <filesystem>

static bool saveDefaults(const std::string &Path) {
  return save(Path, "defaults\n");
}

bool guilty(const std::string &Path) {
  if (std::filesystem::exists(Path))
    return false;
  return saveDefaults(Path);
}

bool corrected(const std::string &Path) {
  if (std::filesystem::exists(Path))
    return false;
  return saveNew(Path, "defaults\n");
}

int main(int, char **Argv) {
  return guilty(Argv[1]) || corrected(Argv[2]);
}
