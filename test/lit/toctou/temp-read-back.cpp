// RUN: %tocsin %s
// STD: c++17
// The file under a made-up name is created once; whoever reads it back later
// opens what is there.
#include <cstdio>
#include <fstream>
#include <string>

class Spill {
public:
  Spill() {
    char name[L_tmpnam];
    name_ = std::tmpnam(name);
    out_.open(name_); // EXPECT: temp-name
  }
  const std::string &name() const { return name_; }

private:
  std::string name_;
  std::ofstream out_;
};

void readBack() {
  Spill s;
  std::ifstream in(s.name());
}

class Late {
public:
  Late() {
    char name[L_tmpnam];
    name_ = std::tmpnam(name);
  }
  std::string name_;
};

void writeLate() {
  Late l;
  std::ofstream out(l.name_); // EXPECT: temp-name
  out << 1;
  out.close();
  std::ifstream in(l.name_);
}
