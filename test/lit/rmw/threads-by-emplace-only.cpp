// RUN: %tocsin %s
// The only trace of threads is a container of them.
#include <thread>
#include <vector>

int tally(const std::vector<int> &Boxes) {
  int Broken = 0;
  std::vector<std::thread> Hands;
  for (int Box : Boxes)
    Hands.emplace_back([&Broken, Box] {
      if (Box < 0)
        Broken++; // EXPECT: lost-update
    });
  for (auto &H : Hands)
    H.join();
  return Broken;
}

int tallyApart(const std::vector<int> &Boxes) {
  std::vector<int> Broken(Boxes.size());
  std::vector<std::thread> Hands;
  for (std::size_t I = 0; I < Boxes.size(); ++I)
    Hands.emplace_back([&Broken, &Boxes, I] {
      if (Boxes[I] < 0)
        Broken[I] = 1;
    });
  for (auto &H : Hands)
    H.join();
  int All = 0;
  for (int B : Broken)
    All += B;
  return All;
}
