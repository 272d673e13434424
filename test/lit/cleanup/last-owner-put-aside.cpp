// RUN: %tocsin %s
// STD: c++17
// What is deleted in the end is what the last owner has put aside.
#include <atomic>
#include <ctime>
#include <mutex>

struct View {
  std::atomic<unsigned> Refs{1};
  time_t Made = 0;
  View *ref() {
    Refs.fetch_add(1);
    return this;
  }
  bool unref() { return Refs.fetch_sub(1) == 1; }
};

class Family {
public:
  View *renew(View *V) {
    if (time(nullptr) - V->Made > 60) {
      View *Old = nullptr;
      if (V->unref())
        Old = V;
      M.lock();
      V = Current->ref();
      M.unlock();
      delete Old;
    }
    return V;
  }
  View *renewBlindly(View *V) {
    if (time(nullptr) - V->Made > 60) {
      View *Old = nullptr;
      if (Verbose)
        Old = V;
      V = Current->ref();
      delete Old; // EXPECT: timestamp-cleanup
    }
    return V;
  }

private:
  std::mutex M;
  View *Current = nullptr;
  bool Verbose = false;
};

View *use(Family &F, View *V) { return F.renewBlindly(F.renew(V)); }
