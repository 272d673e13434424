// RUN: %tocsin %s
// An insert looks for its key itself, not how much there is.
#include <map>
#include <mutex>
#include <string>

class Guests {
  std::mutex M;
  std::map<std::string, int> In;
  static constexpr unsigned Seats = 40;

public:
  bool guilty(const std::string &Who) {
    {
      std::lock_guard<std::mutex> L(M);
      if (In.size() >= Seats)
        return false;
    }
    std::lock_guard<std::mutex> L(M);
    return In.try_emplace(Who, 1).second; // EXPECT: check-then-act
  }
  bool corrected(const std::string &Who) {
    std::lock_guard<std::mutex> L(M);
    return In.size() < Seats && In.try_emplace(Who, 1).second;
  }
  bool byKey(const std::string &Who) {
    {
      std::lock_guard<std::mutex> L(M);
      if (In.count(Who))
        return false;
    }
    std::lock_guard<std::mutex> L(M);
    return In.try_emplace(Who, 1).second;
  }
  void leave(const std::string &Who) {
    {
      std::lock_guard<std::mutex> L(M);
      if (In.empty())
        return;
    }
    std::lock_guard<std::mutex> L(M);
    In.erase(Who);
  }
};
