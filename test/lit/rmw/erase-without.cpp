// RUN: %tocsin %s
// STD: c++17
// An erase or insert looks itself, but not under the lock of the others.
#include <mutex>
#include <set>

class Room {
  mutable std::mutex Mu;
  std::set<int> Members;
  long Joined = 0, Left = 0;

public:
  bool join(int Who) {
    std::lock_guard<std::mutex> G(Mu);
    if (!Members.insert(Who).second)
      return false;
    ++Joined;
    return true;
  }
  void leave(int Who) {
    std::lock_guard<std::mutex>{Mu};
    if (Members.erase(Who)) // EXPECT: lost-update
      ++Left;               // EXPECT: lost-update
  }
  void kick(int Who) {
    std::lock_guard<std::mutex> G(Mu);
    if (Members.erase(Who))
      ++Left;
  }
  size_t size() const {
    std::lock_guard<std::mutex> G(Mu);
    return Members.size() + Joined - Left;
  }
  // Whoever has joined leaves by the same name.
  void visit(int Who) {
    if (!join(Who))
      return;
    leave(Who);
  }
};
