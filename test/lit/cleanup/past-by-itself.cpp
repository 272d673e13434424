// RUN: %tocsin %s
// A time that compares itself with the clock.
#include <string>
#include <unistd.h>
#include <vector>

class Timestamp {
public:
  bool isElapsed(long interval) const;
};

struct Draft {
  std::string file;
  Timestamp created;
  int readers = 0;
};

void shredOld(std::vector<Draft> &all, long age) {
  for (Draft &d : all)
    if (d.created.isElapsed(age))
      unlink(d.file.c_str()); // EXPECT: timestamp-cleanup
}

void shredNew(std::vector<Draft> &all, long age) {
  for (Draft &d : all)
    if (!d.created.isElapsed(age))
      unlink(d.file.c_str());
}

void shredUnread(std::vector<Draft> &all, long age) {
  for (Draft &d : all)
    if (d.readers == 0 && d.created.isElapsed(age))
      unlink(d.file.c_str());
}
