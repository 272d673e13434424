// RUN: %tocsin %s
// An iterator is kept past the unlock: others may have thrown its element out.
#include <map>
#include <mutex>
#include <shared_mutex>
#include <string>

class Lockers {
  std::shared_mutex M;
  std::map<std::string, int> Rented;

public:
  void rent(const std::string &Who, int N) {
    std::unique_lock<std::shared_mutex> L(M);
    Rented[Who] = N;
  }
  void clear(const std::string &Who) {
    std::map<std::string, int>::iterator At;
    {
      std::shared_lock<std::shared_mutex> L(M);
      At = Rented.find(Who);
      if (At == Rented.end())
        return;
    }
    std::unique_lock<std::shared_mutex> L(M);
    Rented.erase(At); // EXPECT: check-then-act
  }
  void clearNow(const std::string &Who) {
    {
      std::shared_lock<std::shared_mutex> L(M);
      if (Rented.find(Who) == Rented.end())
        return;
    }
    std::unique_lock<std::shared_mutex> L(M);
    auto At = Rented.find(Who);
    if (At != Rented.end())
      Rented.erase(At);
  }
};
