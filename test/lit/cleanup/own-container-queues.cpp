// RUN: %tocsin %s
// STD: c++20
// Two lists of a container class that the program wrote are two lists: what
// was put into one because it is old does not come out of the other.
#include <ctime>
#include <mutex>
#include <string>
#include <unistd.h>
#include <vector>

template <class T> class Shelf {
public:
  void push_back(const T &t) { rest.push_back(t); }
  T *begin() { return rest.data(); }
  T *end() { return rest.data() + rest.size(); }
  void clear() { rest.clear(); }

private:
  std::vector<T> rest;
};

struct Film {
  std::string file;
  time_t made;
};

class Cinema {
public:
  void judge(std::vector<Film> &all, time_t limit) {
    std::lock_guard<std::mutex> g(m);
    for (Film &f : all)
      if (time(nullptr) - f.made > limit)
        old.push_back(f.file);
  }
  void copied(const std::string &file) {
    std::lock_guard<std::mutex> g(m);
    copies.push_back(file);
  }
  void undo() {
    std::lock_guard<std::mutex> g(m);
    for (const std::string &f : copies)
      unlink(f.c_str());
    copies.clear();
  }
  void sweep() {
    std::lock_guard<std::mutex> g(m);
    for (const std::string &f : old)
      unlink(f.c_str()); // EXPECT: timestamp-cleanup
    old.clear();
  }

private:
  std::mutex m;
  Shelf<std::string> old, copies;
};
