// RUN: %tocsin %s
// Whether a resolved name lies inside is asked of a helper; the name that is
// opened is the unresolved one, or one below it.
#include <algorithm>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>
#include <unistd.h>
namespace fs = std::filesystem;

class Store {
public:
  explicit Store(const fs::path &Root) : Root(fs::canonical(Root)) {}

  void install(const std::string &Name) {
    const fs::path Target = Root / Name;
    if (!inside(fs::weakly_canonical(Target)))
      throw std::runtime_error("leaves the root");
    std::ofstream Out(Target, std::ios::trunc); // EXPECT: file-toctou
  }

  void cover(const std::string &Name) {
    const fs::path Album = Root / Name;
    if (!inside(fs::canonical(Album)))
      return;
    std::ofstream Out(Album / "cover.jpg"); // EXPECT: file-toctou
  }

  // Resolved for its short form, not compared.
  void note(const std::string &Name) {
    const fs::path Album = fs::canonical(Root / Name);
    std::ofstream Out(Album / "note.txt");
  }

  int corrected(int RootFd, const char *Name) {
    return ::openat(RootFd, Name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, 0644);
  }

private:
  bool inside(const fs::path &P) const {
    auto R = std::mismatch(Root.begin(), Root.end(), P.begin(), P.end());
    return R.first == Root.end();
  }
  fs::path Root;
};
