// RUN: %tocsin %s
// Each method locks; two of them in a row are two critical sections.
#include <map>
#include <mutex>
#include <string>
#include <thread>

class Table {
  mutable std::mutex M;
  std::map<std::string, int> Rows;
  int Limit = 1;

public:
  bool contains(const std::string &Key) const {
    std::lock_guard<std::mutex> L(M);
    return Rows.count(Key) != 0;
  }
  void insert(const std::string &Key, int N) {
    std::lock_guard<std::mutex> L(M);
    Rows[Key] = N;
  }
  bool insertNew(const std::string &Key, int N) {
    std::lock_guard<std::mutex> L(M);
    return Rows.emplace(Key, N).second;
  }
  int limit() const {
    std::lock_guard<std::mutex> L(M);
    return Limit;
  }
  void setLimit(int N) {
    std::lock_guard<std::mutex> L(M);
    Limit = N;
  }
  void scaleLimit(int N) {
    std::lock_guard<std::mutex> L(M);
    Limit *= N;
  }
};

void guilty(Table &T, const std::string &Key) {
  if (!T.contains(Key))
    T.insert(Key, 1); // EXPECT: check-then-act
}

void guiltyUpdate(Table &T) {
  T.setLimit(T.limit() * 2); // EXPECT: lost-update
}

void corrected(Table &T, const std::string &Key) {
  T.insertNew(Key, 1);
  T.scaleLimit(2);
}

// Nobody else knows the table yet.
int alone(const std::string &Key) {
  Table T;
  if (!T.contains(Key))
    T.insert(Key, 1);
  T.setLimit(T.limit() * 2);
  return T.limit();
}

void run(Table &T) {
  std::thread A([&T] { guilty(T, "a"); });
  std::thread B([&T] { guiltyUpdate(T); });
  std::thread C([&T] { corrected(T, "a"); });
  A.join();
  B.join();
  C.join();
}
