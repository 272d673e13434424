// RUN: %tocsin %s
// STD: c++20
// A file that is there may be replaced only if somebody agrees; one that comes
// into being after the question is replaced all the same.
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <string>
namespace fs = std::filesystem;

bool agrees(const std::string &Question);

bool guilty(const fs::path &Report, bool Force) {
  if (fs::exists(Report) && !Force)
    return false;
  std::ofstream Out(Report, std::ios::trunc); // EXPECT: file-toctou
  Out << "total\n";
  return bool(Out.flush());
}

bool guiltyAsked(const fs::path &Report) {
  const bool There = fs::exists(Report);
  if (There && !agrees("replace " + Report.string() + "?"))
    return false;
  std::ofstream Out(Report); // EXPECT: file-toctou
  Out << "total\n";
  return bool(Out.flush());
}

bool guiltyNested(const fs::path &Report, const fs::path &Draft, bool Force) {
  std::error_code Error;
  if (fs::exists(Report, Error)) {
    if (!Force)
      return false;
  }
  fs::rename(Draft, Report, Error); // EXPECT: file-toctou
  return !Error;
}

// What was there decides how much is kept of it, not whether it is written.
bool keptCopy(const fs::path &Report, bool Keep) {
  if (Keep)
    fs::copy_file(Report, Report.string() + ".old",
                  fs::copy_options::overwrite_existing);
  std::ofstream Out(Report);
  Out << "total\n";
  return bool(Out.flush());
}

// The old content is to be read first: whoever writes the file afterwards has
// lost nothing that this could have known.
bool readsFirst(const fs::path &Report) {
  long Old = 0;
  if (std::ifstream In(Report); In && !(In >> Old))
    return false;
  std::ofstream Out(Report);
  Out << Old + 1;
  return bool(Out.flush());
}

bool corrected(const fs::path &Report, bool Force) {
  std::ofstream Out;
  // noreplace is C++23; the C library has "wx".
  if (FILE *New = std::fopen(Report.c_str(), Force ? "w" : "wx")) {
    std::fputs("total\n", New);
    return std::fclose(New) == 0;
  }
  return false;
}
