// RUN: %tocsin %s
// Each closure has a pointer of its own; what they point to is one for all.
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

struct Bin {
  int Apples = 0;
};
void guilty() {
  auto B = std::make_shared<Bin>();
  std::vector<std::thread> Pool;
  for (int I = 0; I < 4; ++I)
    Pool.emplace_back([B, I] {
      B->Apples += I; // EXPECT: lost-update
    });
  for (auto &T : Pool)
    T.join();
}

struct Basket {
  std::mutex M;
  int Pears = 0;
};
void corrected() {
  auto B = std::make_shared<Basket>();
  std::vector<std::thread> Pool;
  for (int I = 0; I < 4; ++I)
    Pool.emplace_back([B, I] {
      std::lock_guard<std::mutex> L(B->M);
      B->Pears += I;
    });
  for (auto &T : Pool)
    T.join();
}

struct Crate {
  int Plums = 0;
};
void oneForEach() {
  std::vector<std::thread> Pool;
  for (int I = 0; I < 4; ++I) {
    auto C = std::make_shared<Crate>();
    Pool.emplace_back([C, I] { C->Plums += I; });
  }
  for (auto &T : Pool)
    T.join();
}
