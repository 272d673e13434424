#pragma once
#include <mutex>
#include <thread>
#include <vector>

class Pool {
  std::vector<std::thread> Threads;
  std::mutex M;
  long Jobs = 0;

  void run();

public:
  void start(unsigned N);
  long stop();
};
