// RUN: %tocsin %s
// STD: c++20
// What is not among the things in use may go; a set that users put it into
// again has to be asked under the lock that holds until it is gone.
#include <mutex>
#include <set>
#include <string>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>
#include <vector>

struct Library {
  std::mutex m;
  std::set<std::string> lent, returned;
  std::vector<std::string> books;

  void lend(const std::string &b) {
    std::lock_guard<std::mutex> g(m);
    lent.insert(b);
  }
  static bool old(const std::string &b, time_t ttl) {
    struct stat st;
    return stat(b.c_str(), &st) == 0 && time(nullptr) - st.st_mtime > ttl;
  }
  void pulpHeld(time_t ttl) {
    std::lock_guard<std::mutex> g(m);
    for (auto &b : books)
      if (lent.find(b) == lent.end() && old(b, ttl))
        unlink(b.c_str());
  }
  void pulpLent(time_t ttl) {
    std::lock_guard<std::mutex> g(m);
    for (auto &b : books)
      if (lent.find(b) != lent.end() && old(b, ttl))
        unlink(b.c_str()); // EXPECT: timestamp-cleanup
  }
  void pulpOther(time_t ttl, const std::string &shelf) {
    std::lock_guard<std::mutex> g(m);
    for (auto &b : books)
      if (lent.find(shelf) == lent.end() && old(b, ttl))
        unlink(b.c_str()); // EXPECT: timestamp-cleanup
  }
  void pulpLater(time_t ttl) {
    std::vector<std::string> out;
    {
      std::lock_guard<std::mutex> g(m);
      for (auto &b : books)
        if (lent.find(b) == lent.end() && old(b, ttl))
          out.push_back(b);
    }
    for (auto &b : out)
      unlink(b.c_str()); // EXPECT: timestamp-cleanup
  }
  // All that has a user is gathered; what is left has no name any more.
  void pulpUnnamed(time_t ttl) {
    std::vector<std::string> out;
    {
      std::lock_guard<std::mutex> g(m);
      std::set<std::string> named = returned;
      for (auto &b : lent)
        named.insert(b);
      for (auto &b : books)
        if (named.find(b) == named.end() && old(b, ttl))
          out.push_back(b);
    }
    for (auto &b : out)
      unlink(b.c_str());
  }
};
