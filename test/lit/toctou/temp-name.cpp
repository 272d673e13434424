// RUN: %tocsin %s
// Made-up names of C++ libraries.
#include <boost/filesystem.hpp>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string>
#include <unistd.h>

void guiltyBoost() {
  boost::filesystem::path Name = boost::filesystem::unique_path();
  std::ofstream Out(Name.string()); // EXPECT: temp-name
}

void guiltyTmpnam() {
  std::string Name = std::tmpnam(nullptr);
  std::ofstream Out(Name); // EXPECT: temp-name
}

void corrected() {
  std::string Name = "/tmp/app-XXXXXX";
  int Fd = mkstemp(Name.data());
  close(Fd);
}
