// RUN: %tocsin %s
// Existence only, but the use throws when the directory has gone meanwhile.
#include <filesystem>
#include <system_error>
namespace fs = std::filesystem;

int guilty(const fs::path &Dir) {
  int Count = 0;
  if (fs::exists(Dir))
    for (const auto &Entry : fs::directory_iterator(Dir)) // EXPECT: file-toctou
      Count += Entry.path().has_extension();
  return Count;
}

int corrected(const fs::path &Dir) {
  int Count = 0;
  std::error_code Error;
  for (fs::directory_iterator I(Dir, Error), E; !Error && I != E;
       I.increment(Error))
    Count += I->path().has_extension();
  return Count;
}
