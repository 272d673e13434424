// RUN: %tocsin %s
// Which clock a helper reads is said by who calls it; a moment to come is
// compared in its parts.
#include <stdint.h>
#include <sys/time.h>
#include <time.h>

struct Peer {
  int64_t heard, asked;
  struct timeval until;
  int taken;
};
static struct Peer peers[16];

static int64_t millis(clockid_t clock) {
  struct timespec t;
  clock_gettime(clock, &t);
  return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

void hear(int i) {
  peers[i].heard = millis(CLOCK_REALTIME);
  peers[i].asked = millis(CLOCK_MONOTONIC);
}

int guilty(int i) {
  return millis(CLOCK_REALTIME) - peers[i].heard < 5000; // EXPECT: wall-clock-interval
}

int corrected(int i) {
  return millis(CLOCK_MONOTONIC) - peers[i].asked < 5000;
}

int reserve(int i) {
  struct timeval now;
  gettimeofday(&now, 0);
  if (peers[i].taken && timercmp(&now, &peers[i].until, <)) // EXPECT: wall-clock-interval
    return 0;
  peers[i].taken = 1;
  peers[i].until = now;
  peers[i].until.tv_sec += 20;
  return 1;
}
