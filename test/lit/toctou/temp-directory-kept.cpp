// RUN: %tocsin %s
// STD: c++17
// A made-up name under which an object makes its own directory and keeps it:
// what lies in there is nobody else's.
#include <cstdio>
#include <stdexcept>
#include <string>
#include <sys/stat.h>

class Scratch {
public:
  Scratch() {
    char Name[L_tmpnam];
    if (!std::tmpnam(Name) || mkdir(Name, 0700) != 0)
      throw std::runtime_error("no scratch directory");
    Dir = Name;
  }
  std::FILE *make(const std::string &Leaf) const {
    return std::fopen((Dir + "/" + Leaf).c_str(), "w");
  }

private:
  std::string Dir;
};
std::FILE *begin() {
  Scratch S;
  return S.make("report");
}

class Spot {
public:
  Spot() {
    char Name[L_tmpnam];
    if (!std::tmpnam(Name))
      throw std::runtime_error("no name");
    File = Name;
  }
  std::FILE *make() const { return std::fopen(File.c_str(), "w"); } // EXPECT: temp-name

private:
  std::string File;
};
std::FILE *beginOpenly() {
  Spot S;
  return S.make();
}
