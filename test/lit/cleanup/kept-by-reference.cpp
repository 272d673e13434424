// RUN: %tocsin %s
// STD: c++17
// A container takes a pointer by reference to copy it; the pointer stays what
// it was, and so does the version behind it.
#include <map>
#include <mutex>
#include <string>

struct Plan {
  std::string name;
  unsigned version;
  int running;
};

class Plans {
public:
  Plan *start(const std::string &name) {
    std::lock_guard<std::mutex> g(mu_);
    ++current_[name]->running;
    return current_[name];
  }
  void stop(Plan *p) {
    std::lock_guard<std::mutex> g(mu_);
    --p->running;
  }
  void publish(Plan *next) {
    std::lock_guard<std::mutex> g(mu_);
    auto [it, made] = current_.try_emplace(next->name, next);
    if (made)
      return;
    Plan *old = it->second;
    if (old->version < next->version) {
      it->second = next;
      delete old; // EXPECT: timestamp-cleanup
    }
  }
  void publishIdle(Plan *next) {
    std::lock_guard<std::mutex> g(mu_);
    auto [it, made] = current_.try_emplace(next->name, next);
    if (made)
      return;
    Plan *old = it->second;
    if (old->version < next->version && old->running == 0) {
      it->second = next;
      delete old;
    }
  }

private:
  std::mutex mu_;
  std::map<std::string, Plan *> current_;
};
