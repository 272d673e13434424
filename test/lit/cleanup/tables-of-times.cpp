// RUN: %tocsin %s
// A table of times is stamped as a field is.
#include <chrono>
#include <ctime>
#include <map>
#include <mutex>
#include <unordered_map>
#include <vector>
class Out {
public:
  void put(int id) {
    std::lock_guard lk(mu_);
    seen_[id] = std::time(nullptr);
  }
  void put2(int id) {
    std::lock_guard lk(mu_);
    seen2_.insert_or_assign(id, std::chrono::system_clock::now());
  }
  void put3(int id) {
    std::lock_guard lk(mu_);
    seen3_.emplace(id, std::time(nullptr));
  }
  void put4(int id) {
    std::lock_guard lk(mu_);
    arr_[id & 7] = std::time(nullptr);
  }
  bool late(int id) {
    std::lock_guard lk(mu_);
    auto it = seen_.find(id);
    if (it == seen_.end())
      return false;
    const double waited = std::difftime(std::time(nullptr), it->second);
    return waited >= 30.0; // EXPECT: wall-clock-interval
  }
  bool late2(int id) {
    std::lock_guard lk(mu_);
    auto it = seen2_.find(id);
    return it != seen2_.end() &&
           std::chrono::system_clock::now() - it->second > // EXPECT: wall-clock-interval
               std::chrono::seconds(30);
  }
  bool late3(int id) {
    std::lock_guard lk(mu_);
    return seen3_.count(id) && std::time(nullptr) - seen3_.at(id) > // EXPECT: wall-clock-interval
                                   30;
  }
  bool late4(int id) {
    std::lock_guard lk(mu_);
    return std::time(nullptr) - arr_[id & 7] > // EXPECT: wall-clock-interval
           30;
  }
  // What came from a file is a date.
  void load(int id, std::time_t t) {
    std::lock_guard lk(mu_);
    dates_[id] = t;
  }
  void now(int id) {
    std::lock_guard lk(mu_);
    dates_[id] = std::time(nullptr);
  }
  bool outdated(int id) {
    std::lock_guard lk(mu_);
    return std::time(nullptr) - dates_[id] > 30;
  }
  // Another clock.
  void tick(int id) {
    std::lock_guard lk(mu_);
    steady_[id] = std::chrono::steady_clock::now();
  }
  bool quiet(int id) {
    std::lock_guard lk(mu_);
    auto it = steady_.find(id);
    if (it == steady_.end() ||
        std::chrono::steady_clock::now() - it->second < std::chrono::seconds(5))
      return false;
    it->second = std::chrono::steady_clock::now();
    return true;
  }

private:
  std::mutex mu_;
  std::map<int, std::time_t> dates_;
  std::map<int, std::chrono::steady_clock::time_point> steady_;
  std::unordered_map<int, std::time_t> seen_;
  std::map<int, std::chrono::system_clock::time_point> seen2_;
  std::map<int, std::time_t> seen3_;
  std::time_t arr_[8];
};
void use(Out &o) {
  o.put(1);
  o.put2(1);
  o.put3(1);
  o.put4(3);
  o.late(1);
  o.late2(1);
  o.late3(2);
  o.late4(1);
}
