// RUN: %tocsin %s
// Names go through a container between the check and the use: only those that
// passed, or all with the verdict beside.
#include <cstdint>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <list>
#include <string>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>
#include <vector>
namespace fs = std::filesystem;

void fillMissing(const std::vector<fs::path> &All) {
  std::vector<fs::path> Missing;
  for (const fs::path &P : All)
    if (!fs::exists(P))
      Missing.push_back(P);
  for (const fs::path &P : Missing)
    std::ofstream(P) << "new\n"; // EXPECT: file-toctou
}
void fillMissingExclusively(const std::vector<fs::path> &All) {
  std::vector<fs::path> Missing;
  for (const fs::path &P : All)
    if (!fs::exists(P))
      Missing.push_back(P);
  for (const fs::path &P : Missing) {
    int Fd = open(P.c_str(), O_WRONLY | O_CREAT | O_EXCL, 0600);
    if (Fd >= 0)
      close(Fd);
  }
}

struct Job {
  fs::path Target;
  bool Known;
};
void fillByVerdict(const std::vector<fs::path> &All) {
  std::vector<Job> Jobs;
  for (const fs::path &P : All)
    Jobs.push_back({P, fs::exists(P)});
  for (const Job &J : Jobs) {
    if (J.Known)
      continue;
    std::ofstream(J.Target) << "new\n"; // EXPECT: file-toctou
  }
}
void countByVerdict(const std::vector<fs::path> &All) {
  std::vector<Job> Jobs;
  unsigned N = 0;
  for (const fs::path &P : All)
    Jobs.push_back({P, fs::exists(P)});
  for (const Job &J : Jobs)
    N += J.Known;
  std::ofstream(All.front()) << N;
}

void moveNew(const std::vector<fs::path> &From, const fs::path &To) {
  std::vector<std::pair<const fs::path *, bool>> Plan;
  for (const fs::path &P : From)
    Plan.emplace_back(&P, fs::exists(To / P.filename()));
  for (auto &[P, There] : Plan)
    if (!There)
      fs::rename(*P, To / P->filename()); // EXPECT: file-toctou
}

// The list comes from a helper, by value or by reference.
struct Piece {
  fs::path Name;
  std::uintmax_t Size;
};
static std::vector<Piece> plainFiles(const fs::path &Dir) {
  std::vector<Piece> R;
  for (const fs::directory_entry &E : fs::directory_iterator(Dir))
    if (fs::is_regular_file(E.symlink_status()))
      R.push_back({E.path(), E.file_size()});
  return R;
}
void shareAll(const fs::path &Dir) {
  for (const Piece &P : plainFiles(Dir))
    fs::permissions(P.Name, fs::perms::others_read); // EXPECT: file-toctou
}
static void collectPlain(const fs::path &Dir, std::list<std::string> &Into) {
  for (const fs::directory_entry &E : fs::directory_iterator(Dir)) {
    struct stat St;
    if (lstat(E.path().c_str(), &St) == 0 && S_ISREG(St.st_mode))
      Into.push_back(E.path().string());
  }
}
void cutAll(const fs::path &Dir) {
  std::list<std::string> Names;
  collectPlain(Dir, Names);
  for (const std::string &N : Names)
    truncate(N.c_str(), 0); // EXPECT: file-toctou
}
void cutAllOpen(const fs::path &Dir) {
  std::list<std::string> Names;
  collectPlain(Dir, Names);
  for (const std::string &N : Names) {
    struct stat St;
    int Fd = open(N.c_str(), O_WRONLY | O_NOFOLLOW | O_NONBLOCK);
    if (Fd < 0)
      continue;
    if (fstat(Fd, &St) == 0 && S_ISREG(St.st_mode))
      ftruncate(Fd, 0);
    close(Fd);
  }
}

// What lies below the name that was looked at has another one.
struct Image {
  fs::path Dir, Tree;
};
void dropTrees(const std::vector<fs::path> &All) {
  std::vector<Image> Old;
  for (const fs::path &P : All)
    if (fs::is_directory(fs::symlink_status(P)))
      Old.push_back({P, P / "tree"});
  for (const Image &I : Old)
    fs::remove_all(I.Tree);
}
