// Here somebody forgot.
#include "session.hpp"

void expire(Session &S) {
  S.Bytes -= 1; // EXPECT: lost-update
}

void close(Session &S) {
  std::lock_guard<std::mutex> L(S.M);
  S.Bytes -= 1;
  if (S.Errors == 0)
    S.Errors = 1;
}
