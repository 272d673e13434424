#pragma once
#include <cstdint>
#include <string>
#include <vector>
#include "synced.h"

struct Peer {
  std::string addr;
  int score = 0;
  bool choked = true;
};

struct Budget {
  std::int64_t up = 1 << 20;
  std::int64_t down = 1 << 22;

  std::int64_t upRate() const { return up; }
  void setUpRate(std::int64_t r) { up = r; }
};

class Swarm {
 public:
  bool add(const std::string& addr);
  void credit(const std::string& addr, int points);
  void decay();
  std::size_t unchokeBest(std::size_t slots);
  void squeeze(double factor);
  void shareDown(std::int64_t taken);
  void boostUpload();
  void run();

 private:
  Synced<std::vector<Peer>> peers_;
  Synced<Budget> budget_;
};
