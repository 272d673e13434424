// RUN: %tocsin %s
// create_directory() answers false if the directory is there: who takes that
// for a failure is stopped by whoever was faster.
#include <cerrno>
#include <cstdio>
#include <dirent.h>
#include <filesystem>
#include <stdexcept>
#include <sys/stat.h>
#include <system_error>
namespace fs = std::filesystem;

void guilty(const fs::path &Dir) {
  if (!fs::exists(Dir))
    if (!fs::create_directory(Dir)) // EXPECT: file-toctou
      throw std::runtime_error("cannot create " + Dir.string());
}

void corrected(const fs::path &Dir) {
  std::error_code Error;
  if (!fs::exists(Dir))
    if (!fs::create_directory(Dir, Error) && Error)
      throw std::runtime_error("cannot create " + Dir.string());
}

void told(const fs::path &Dir) {
  if (!fs::exists(Dir))
    if (!fs::create_directory(Dir))
      std::puts("somebody else was faster");
}

// Listing it is a check, too.
int guiltyList(const char *Dir) {
  DIR *Open = opendir(Dir);
  if (Open)
    return closedir(Open);
  return mkdir(Dir, 0700) != 0 ? -1 : 0; // EXPECT: file-toctou
}

int correctedList(const char *Dir) {
  DIR *Open = opendir(Dir);
  if (Open)
    return closedir(Open);
  return mkdir(Dir, 0700) != 0 && errno != EEXIST ? -1 : 0;
}

// The descriptor keeps the directory still, not what is made in it.
int guiltyAt(int Base, const char *Name) {
  struct stat St;
  if (fstatat(Base, Name, &St, 0) != 0 && errno == ENOENT)
    return mkdirat(Base, Name, 0700); // EXPECT: file-toctou
  return 0;
}

// What a status holds is looked at later; the name was given as text.
int guiltyStatus(const char *Name) {
  const fs::perms Mode = fs::status(Name).permissions();
  if ((Mode & fs::perms::others_write) != fs::perms::none)
    return -1;
  std::FILE *File = std::fopen(Name, "w"); // EXPECT: file-toctou
  return File ? std::fclose(File) : -1;
}
