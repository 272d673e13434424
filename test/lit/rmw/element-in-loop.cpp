// RUN: %tocsin %s
// A loop over a container changes its elements: the lock is wanted for them, too.
#include <algorithm>
#include <map>
#include <mutex>
#include <string>
#include <vector>

struct Lane {
  int Cars = 0;
  int Id = 0;
};

class Road {
  std::mutex M;
  std::vector<Lane> Lanes;
  std::map<std::string, Lane> Named;

public:
  void enter(unsigned I) {
    std::lock_guard<std::mutex> L(M);
    Lanes[I].Cars++;
  }
  void clear() {
    std::lock_guard<std::mutex> L(M);
    for (Lane &X : Lanes)
      X.Cars = 0;
  }
  void guiltyLoop() {
    for (Lane &X : Lanes)
      X.Cars /= 2; // EXPECT: lost-update
  }
  void enterNamed(const std::string &Name) {
    std::lock_guard<std::mutex> L(M);
    Named[Name].Id++;
  }
  void guiltyIterator() {
    for (auto It = Named.begin(); It != Named.end(); ++It)
      It->second.Id++; // EXPECT: lost-update
  }
  void corrected() {
    std::lock_guard<std::mutex> L(M);
    for (Lane &X : Lanes)
      X.Cars /= 2;
    for (auto It = Named.begin(); It != Named.end(); ++It)
      It->second.Id++;
  }
  // A copy is the caller's own.
  int ownCopy() {
    std::vector<Lane> Copy;
    {
      std::lock_guard<std::mutex> L(M);
      Copy = Lanes;
    }
    int N = 0;
    for (Lane &X : Copy)
      N += X.Cars++;
    return N;
  }
};
