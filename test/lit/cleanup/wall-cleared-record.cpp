// RUN: %tocsin %s
// STD: c++17
// A record that starts empty holds readings of its clock and nothing else.
#include <cstring>
#include <ctime>

struct Peer {
  int Fd = -1;
  timespec Heard{};
  timespec Born{};
};

Peer *accept(int Fd) {
  Peer *P = new Peer();
  P->Fd = Fd;
  return P;
}

void hear(Peer *P) { clock_gettime(CLOCK_REALTIME, &P->Heard); }

bool isSilent(const Peer *P) {
  timespec Now{};
  clock_gettime(CLOCK_REALTIME, &Now);
  return Now.tv_sec - P->Heard.tv_sec > 30; // EXPECT: wall-clock-interval
}

void bear(Peer *P) { clock_gettime(CLOCK_MONOTONIC, &P->Born); }

bool isOld(const Peer *P) {
  timespec Now{};
  clock_gettime(CLOCK_MONOTONIC, &Now);
  return Now.tv_sec - P->Born.tv_sec > 30;
}
