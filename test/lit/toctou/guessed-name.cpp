// RUN: %tocsin %s
// The same in a helper that only makes the name, and with paths.
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <unistd.h>

static std::string scratchName() {
  return "/tmp/report-" + std::to_string(getpid()) + ".txt";
}

void byHelper() {
  std::ofstream Out(scratchName()); // EXPECT: temp-name
}

static void save(const std::string &Name) { std::ofstream Out(Name); }

void throughHelper() {
  save("/tmp/saved-" + std::to_string(getpid())); // EXPECT: temp-name
}
void elsewhere() { save("saved.txt"); }

void byPath() {
  namespace fs = std::filesystem;
  fs::path Dir = fs::temp_directory_path() / ("job" + std::to_string(getpid()));
  fs::create_directories(Dir); // EXPECT: temp-name
  std::ofstream Out(Dir / "part");
}

void corrected() {
  std::string Dir = "/tmp/job-XXXXXX";
  if (mkdtemp(Dir.data()))
    std::ofstream Out(Dir + "/part" + std::to_string(getpid()));
}
