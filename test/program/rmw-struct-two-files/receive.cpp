// Here the members are changed under the lock.
#include "session.hpp"

void receive(Session &S, long N) {
  std::lock_guard<std::mutex> L(S.M);
  S.Bytes += N;
}

void fail(Session &S) {
  std::lock_guard<std::mutex> L(S.M);
  ++S.Errors;
  S.Bytes = 0;
}
