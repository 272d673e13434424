// RUN: %tocsin %s
// STD: c++17
// A member is brought in order by a method; what lies behind the first N goes.
#include <algorithm>
#include <filesystem>
#include <set>
#include <string>
#include <vector>
namespace fs = std::filesystem;

struct Dump {
  std::string id;
  fs::path dir;
  long created;
};

class Dumps {
public:
  void trim(size_t keep) {
    order();
    while (all_.size() > keep) {
      fs::remove_all(all_.back().dir); // EXPECT: timestamp-cleanup
      all_.pop_back();
    }
  }
  void trimUnread(size_t keep) {
    order();
    for (size_t i = all_.size(); i > keep; --i)
      if (!readers_.count(all_[i - 1].id))
        fs::remove_all(all_[i - 1].dir);
  }
  void trimOthers(size_t keep) {
    order();
    while (scratch_.size() > keep) {
      fs::remove_all(scratch_.back());
      scratch_.pop_back();
    }
  }
  void read(const std::string &id) { readers_.insert(id); }

private:
  void order() {
    std::sort(all_.begin(), all_.end(), [](const Dump &a, const Dump &b) {
      return a.created > b.created;
    });
  }
  std::vector<Dump> all_;
  std::vector<fs::path> scratch_;
  std::set<std::string> readers_;
};
