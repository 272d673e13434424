#pragma once
#include <mutex>

struct Session {
  std::mutex M;
  long Bytes = 0;
  int Errors = 0;
};

void receive(Session &S, long N);
void fail(Session &S);
void expire(Session &S);
void close(Session &S);
