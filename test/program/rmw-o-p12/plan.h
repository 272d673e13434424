#pragma once
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <unordered_set>
#include <vector>

namespace forge {

struct Edge {
  std::string command, output;
  std::vector<Edge *> dependents;
  int blockers = 0;
  int exitCode = 0;
};

class DirCache {
public:
  bool make(const std::string &dir);
  void forget(const std::string &dir);

private:
  std::mutex mu_;
  std::unordered_set<std::string> known_;
};

class Plan {
public:
  void add(Edge *e);
  Edge *next();
  void finished(Edge *e);
  void note(const Edge &e);
  std::pair<int, int> progress();

private:
  std::mutex mu_;
  std::condition_variable cv_;
  std::deque<Edge *> ready_;
  int wanted_ = 0, done_ = 0, failed_ = 0;
};

class Pool {
public:
  Pool(Plan &plan, DirCache &dirs, unsigned jobs);
  ~Pool();
  int run();

private:
  void worker(unsigned slot);
  Plan &plan_;
  DirCache &dirs_;
  unsigned jobs_;
  std::vector<double> busy_;
  std::vector<std::thread> threads_;
};

} // namespace forge
