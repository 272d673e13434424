#include "notes.h"
#include <cstdio>
#include <filesystem>
#include <fstream>

bool exists(const std::string &Path) { return std::filesystem::exists(Path); }

// Window: two requests with one title both find no file, and the second
// ofstream empties the note that the first has just written.
bool addNote(const std::string &Path, const std::string &Text) {
  if (exists(Path))
    return false;
  std::ofstream Out(Path);
  Out << Text;
  return Out.good();
}

// "x" makes the kernel refuse an existing file, in one step with creating it;
// the check before it is gone because it has nothing left to say.
bool addNoteSafely(const std::string &Path, const std::string &Text) {
  std::FILE *Out = std::fopen(Path.c_str(), "wx");
  if (!Out)
    return false;
  bool Written = std::fputs(Text.c_str(), Out) >= 0;
  return std::fclose(Out) == 0 && Written;
}
