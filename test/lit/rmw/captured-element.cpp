// RUN: %tocsin %s
// Each thread of a loop captures an element of its own by reference.
#include <thread>
#include <vector>

int sort(const std::vector<std::vector<int>> &Crates) {
  std::vector<int> Rotten(Crates.size());
  std::vector<std::thread> Hands;
  for (std::size_t I = 0; I < Crates.size(); ++I)
    Hands.emplace_back([&Crate = Crates[I], &Bad = Rotten[I]] {
      for (int Apple : Crate)
        if (Apple < 0)
          Bad++;
    });
  for (auto &H : Hands)
    H.join();
  return Rotten[0];
}

int sortTogether(const std::vector<std::vector<int>> &Crates) {
  std::vector<int> Rotten(1);
  std::vector<std::thread> Hands;
  for (std::size_t I = 0; I < Crates.size(); ++I)
    Hands.emplace_back([&Crate = Crates[I], &Bad = Rotten[0]] {
      for (int Apple : Crate)
        if (Apple < 0)
          Bad++; // EXPECT: lost-update
    });
  for (auto &H : Hands)
    H.join();
  return Rotten[0];
}
