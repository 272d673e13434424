// RUN: %tocsin %s
// An upgrade that returns false has let others in; what was read is stale.
#include <tbb/spin_rw_mutex.h>

class Meter {
  tbb::spin_rw_mutex M;
  long Peak = 0;
  long Steps = 0;

public:
  void reset() {
    tbb::spin_rw_mutex::scoped_lock L(M);
    Peak = 0;
    Steps = 0;
  }
  void guilty() {
    tbb::spin_rw_mutex::scoped_lock L(M, false);
    long Seen = Steps;
    L.upgrade_to_writer();
    Steps = Seen + 1; // EXPECT: lost-update
  }
  void corrected() {
    tbb::spin_rw_mutex::scoped_lock L(M, false);
    long Seen = Steps;
    if (!L.upgrade_to_writer())
      Seen = Steps;
    Steps = Seen + 1;
  }
  void correctedAgain(long N) {
    tbb::spin_rw_mutex::scoped_lock L(M, false);
    if (Peak >= N)
      return;
    L.upgrade_to_writer();
    if (Peak < N)
      Peak = N;
  }
};
