// RUN: %tocsin %s
// Boost.Filesystem speaks like the standard library.
#include <boost/filesystem.hpp>
#include <cstdio>
namespace bfs = boost::filesystem;

void guilty(const bfs::path &Path) {
  if (!bfs::exists(Path)) {
    bfs::ofstream Out(Path); // EXPECT: file-toctou
  }
}

void corrected(const bfs::path &Path) {
  if (std::FILE *Out = std::fopen(Path.c_str(), "wx"))
    std::fclose(Out);
}
