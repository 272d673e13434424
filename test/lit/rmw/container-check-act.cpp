// RUN: %tocsin %s
// A look into a container that others guard, and an act on the answer.
#include <map>
#include <mutex>
#include <string>
#include <vector>

class Table {
  std::mutex M;
  std::map<std::string, int> Rows;
  std::vector<int> Free;

public:
  void put(const std::string &Key, int N) {
    std::lock_guard<std::mutex> L(M);
    Rows[Key] = N;
    Free.push_back(N);
  }
  void drop(const std::string &Key) {
    std::lock_guard<std::mutex> L(M);
    Rows.erase(Key);
  }
  int size() {
    std::lock_guard<std::mutex> L(M);
    return Rows.size() + Free.size();
  }
  void guilty(const std::string &Key, int N) {
    if (Rows.find(Key) == Rows.end())
      Rows.emplace(Key, N); // EXPECT: check-then-act
  }
  int guiltyPop() {
    if (Free.empty())
      return -1;
    int Last = Free.back();
    Free.pop_back(); // EXPECT: check-then-act
    return Last;
  }
  void corrected(const std::string &Key, int N) {
    std::lock_guard<std::mutex> L(M);
    if (Rows.find(Key) == Rows.end())
      Rows.emplace(Key, N);
  }
  int correctedPop() {
    std::lock_guard<std::mutex> L(M);
    if (Free.empty())
      return -1;
    int Last = Free.back();
    Free.pop_back();
    return Last;
  }
};
