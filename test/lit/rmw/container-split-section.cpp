// RUN: %tocsin %s
// Looked up in one critical section, inserted in the next without a new look.
#include <mutex>
#include <string>
#include <unordered_map>

int load(const std::string &Key);

class Cache {
  std::mutex M;
  std::unordered_map<std::string, int> Rows;

public:
  void guilty(const std::string &Key) {
    {
      std::lock_guard<std::mutex> L(M);
      if (Rows.count(Key))
        return;
    }
    int N = load(Key);
    std::lock_guard<std::mutex> L(M);
    Rows[Key] = N; // EXPECT: check-then-act
  }
  void corrected(const std::string &Key) {
    {
      std::lock_guard<std::mutex> L(M);
      if (Rows.count(Key))
        return;
    }
    int N = load(Key);
    std::lock_guard<std::mutex> L(M);
    if (!Rows.count(Key))
      Rows[Key] = N;
  }
  void correctedInsert(const std::string &Key) {
    {
      std::lock_guard<std::mutex> L(M);
      if (Rows.count(Key))
        return;
    }
    int N = load(Key);
    std::lock_guard<std::mutex> L(M);
    Rows.emplace(Key, N); // keeps what another put there
  }
};
