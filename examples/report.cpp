#include "notes.h"
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <unistd.h>

// Window: tmpnam gives a name that is free now. Whoever guesses it can put a
// link there before ofstream opens it, and the report lands elsewhere.
bool printReport(const std::string &Text) {
  std::string Name = std::tmpnam(nullptr);
  std::ofstream Out(Name);
  Out << Text;
  return Out.good();
}

// mkstemp makes up the name and creates the file exclusively, in one step;
// from then on only its descriptor is used.
bool printReportSafely(const std::string &Text) {
  std::string Name = "/tmp/report-XXXXXX";
  int Fd = mkstemp(Name.data());
  if (Fd < 0)
    return false;
  bool Written = write(Fd, Text.data(), Text.size()) == ssize_t(Text.size());
  return close(Fd) == 0 && Written;
}
