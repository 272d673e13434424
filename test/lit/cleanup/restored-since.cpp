// RUN: %tocsin %s
// STD: c++17
// What was marked as deleted may be taken back as long as nobody holds the
// lock; a list made before does not know.
#include <ctime>
#include <filesystem>
#include <map>
#include <mutex>
#include <string>
#include <vector>
namespace fs = std::filesystem;

struct Letter {
  std::time_t deletedAt = 0;
};

class Box {
public:
  void drop(const std::string &id, std::time_t now) {
    std::lock_guard<std::mutex> g(mu_);
    all_[id].deletedAt = now;
  }
  void takeBack(const std::string &id) {
    std::lock_guard<std::mutex> g(mu_);
    all_[id].deletedAt = 0;
  }
  void purge(std::time_t now, long keep) {
    std::vector<std::string> due;
    {
      std::lock_guard<std::mutex> g(mu_);
      for (auto &[id, l] : all_)
        if (l.deletedAt != 0 && now - l.deletedAt > keep)
          due.push_back(id);
    }
    for (auto &id : due)
      fs::remove(root_ / id); // EXPECT: timestamp-cleanup
  }
  void purgeLocked(std::time_t now, long keep) {
    std::lock_guard<std::mutex> g(mu_);
    std::vector<std::string> due;
    for (auto &[id, l] : all_)
      if (l.deletedAt != 0 && now - l.deletedAt > keep)
        due.push_back(id);
    for (auto &id : due)
      fs::remove(root_ / id);
  }

private:
  std::mutex mu_;
  std::map<std::string, Letter> all_;
  fs::path root_;
};

// Nobody takes this mark off.
struct Parcel {
  std::time_t deletedAt = 0;
};
class Depot {
public:
  void drop(const std::string &id, std::time_t now) {
    std::lock_guard<std::mutex> g(mu_);
    all_[id].deletedAt = now;
  }
  void purge(std::time_t now, long keep) {
    std::vector<std::string> due;
    {
      std::lock_guard<std::mutex> g(mu_);
      for (auto &[id, p] : all_)
        if (p.deletedAt != 0 && now - p.deletedAt > keep)
          due.push_back(id);
    }
    for (auto &id : due)
      fs::remove(root_ / id);
  }

private:
  std::mutex mu_;
  std::map<std::string, Parcel> all_;
  fs::path root_;
};
