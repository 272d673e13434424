// The check decides about a use two calls away, in another unit.
#include "store.h"
#include <filesystem>

static bool saveDefaults(const std::string &Path) {
  return save(Path, "defaults\n");
}

bool guilty(const std::string &Path) {
  if (std::filesystem::exists(Path))
    return false;
  return saveDefaults(Path); // EXPECT: file-toctou
}

bool corrected(const std::string &Path) {
  if (std::filesystem::exists(Path))
    return false;
  return saveNew(Path, "defaults\n");
}

int main(int, char **Argv) {
  return guilty(Argv[1]) || corrected(Argv[1]);
}
