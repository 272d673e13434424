// RUN: %tocsin %s
// The check chooses another name if the first is taken: in the other case the
// act rests on it.
#include <filesystem>
#include <string>
#include <system_error>
#include <unistd.h>
namespace fs = std::filesystem;

static fs::path besides(const fs::path &P) {
  return P.parent_path() / (P.stem().string() + " (conflict)");
}

void guilty(const fs::path &Staged, fs::path Dest) {
  std::error_code Error;
  if (fs::exists(Dest, Error))
    Dest = besides(Dest);
  fs::rename(Staged, Dest, Error); // EXPECT: file-toctou
}

void guiltyInOne(const fs::path &Staged, const fs::path &Dest) {
  std::error_code Error;
  fs::path To = fs::exists(Dest, Error) ? besides(Dest) : Dest;
  fs::rename(Staged, To, Error); // EXPECT: file-toctou
}

bool corrected(const fs::path &Staged, const fs::path &Dest) {
  if (::link(Staged.c_str(), Dest.c_str()) == 0)
    return ::unlink(Staged.c_str()) == 0;
  return false;
}

// Which of two is read.
int chosenToRead(const std::string &Mine, const std::string &Theirs) {
  std::string Name = fs::exists(Mine) ? Mine : Theirs;
  return ::rename(Name.c_str(), "/var/lib/app/taken");
}
