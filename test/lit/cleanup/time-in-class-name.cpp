// RUN: %tocsin %s
// STD: c++17
// A class that is called after a time need not be one; a container in it is no
// part of a time.
#include <deque>

class TickToTimeTable {
public:
  struct TickTimePair {
    unsigned long tick = 0;
    unsigned long time = 0;
  };
  bool append(unsigned long tick, unsigned long time);

private:
  TickTimePair &last() { return Pairs.back(); }
  unsigned long Most = 8;
  std::deque<TickTimePair> Pairs;
};

bool TickToTimeTable::append(unsigned long tick, unsigned long time) {
  if (!Pairs.empty() && (tick < last().tick || time < last().time))
    return false;
  if (Pairs.size() > Most)
    Pairs.pop_front();
  Pairs.push_back({tick, time});
  return true;
}
