// RUN: %tocsin %s
// Between the copy of the pointer and the reference, the last owner lets go.
#include <atomic>
#include <mutex>

struct Store {
  std::atomic<int> Refs{1};
};
static std::atomic<Store *> Current;
static std::mutex M;

static void drop(Store *S) {
  if (S->Refs.fetch_sub(1) == 1)
    delete S;
}

void swap(Store *New) {
  std::lock_guard<std::mutex> L(M);
  drop(Current.exchange(New));
}

Store *guilty() {
  Store *S = Current.load();
  S->Refs.fetch_add(1); // EXPECT: check-then-act
  return S;
}

Store *corrected() {
  std::lock_guard<std::mutex> L(M);
  Store *S = Current.load();
  S->Refs.fetch_add(1);
  return S;
}
