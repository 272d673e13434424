// RUN: %tocsin %s
// STD: c++17
// One helper counts, the other asks how many are left: in between, another
// thread may have counted too.
#include <atomic>
#include <thread>
#include <vector>

class Holders {
public:
  void add() { N.fetch_add(1); }
  void leave() { N.fetch_sub(1); }
  int left() const { return N.load(); }
  int leaveAndTell() { return --N; }

private:
  std::atomic<int> N{1};
};

struct Block {
  Holders By;
  int Room[16];
};

void giveBack(Block *B) {
  B->By.leave();
  if (B->By.left() == 0) // EXPECT: split-atomic
    delete B;
}

void giveBackAtOnce(Block *B) {
  if (B->By.leaveAndTell() == 0)
    delete B;
}

int main() {
  Block *One = new Block, *Two = new Block;
  std::vector<std::thread> Users;
  for (int I = 0; I < 4; ++I) {
    One->By.add();
    Two->By.add();
    Users.emplace_back([=] {
      giveBack(One);
      giveBackAtOnce(Two);
    });
  }
  for (std::thread &U : Users)
    U.join();
}
