#pragma once
#include "rwlatch.h"
#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace mq {

class Partition {
public:
  uint64_t append(const std::string &msg);
  uint64_t reserve(unsigned n);
  void commit(const std::string &group, uint64_t offset);
  bool ensureGroup(const std::string &group);
  void trimmed(uint64_t bytes);
  uint64_t sizeBytes();

private:
  RwLatch latch_;
  std::vector<std::string> log_;
  std::map<std::string, uint64_t> committed_;
  uint64_t next_ = 0;
  uint64_t bytes_ = 0;
  uint64_t contended_ = 0;
};

void runProducers(Partition &p, unsigned n);

} // namespace mq
