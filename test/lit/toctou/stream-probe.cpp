// RUN: %tocsin %s
// Whether a stream could be opened decides whether the file is made anew.
#include <fstream>
#include <string>

bool ifGood(const std::string &name) {
  std::ifstream old(name);
  if (old.good())
    return true;
  std::ofstream fresh(name); // EXPECT: file-toctou
  return fresh.is_open();
}

bool ifNot(const std::string &name) {
  std::ifstream old(name);
  if (!old) {
    std::ofstream fresh(name, std::ios::binary); // EXPECT: file-toctou
    return bool(fresh << "new");
  }
  return true;
}

bool ifFailed(const std::string &name) {
  std::ifstream old(name);
  if (!old.fail())
    return false;
  std::ofstream fresh(name, std::ios::trunc); // EXPECT: file-toctou
  return fresh.good();
}

// What is there is read, and written over by intention.
bool rewrite(const std::string &name, std::string &line) {
  std::ifstream old(name);
  if (!old)
    return false;
  std::getline(old, line);
  old.close();
  std::ofstream next(name);
  return bool(next << line << "!");
}

// Opened for adding, which spares what somebody else has written.
bool add(const std::string &name) {
  std::ifstream old(name);
  if (old.good())
    return true;
  std::ofstream log(name, std::ios::app);
  return bool(log << "begin");
}
