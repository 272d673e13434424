// RUN: %tocsin %s
// Many spans by one clock of the program are mended in one place.
#include <sys/time.h>
#include <time.h>

static long now_ms(void) {
  struct timeval tv;
  gettimeofday(&tv, NULL); // EXPECT: wall-clock-interval
  return tv.tv_sec * 1000L + tv.tv_usec / 1000;
}

static long ticks_ms(void) {
  struct timespec ts;
  clock_gettime(CLOCK_MONOTONIC, &ts);
  return ts.tv_sec * 1000L + ts.tv_nsec / 1000000;
}

struct peer {
  long ping, pong, vote, link;
};
void hello(struct peer *p) {
  p->ping = now_ms();
  p->pong = now_ms();
  p->vote = now_ms();
  p->link = now_ms();
}
int pingLate(struct peer *p) { return now_ms() - p->ping > 500; }
int pongLate(struct peer *p) { return now_ms() - p->pong > 500; }
int voteLate(struct peer *p) { return now_ms() - p->vote > 500; }
int linkLate(struct peer *p) { return now_ms() - p->link > 500; }

struct mono {
  long ping, pong, vote, link;
};
void helloAgain(struct mono *p) {
  p->ping = p->pong = p->vote = p->link = ticks_ms();
}
int pingLateAgain(struct mono *p) { return ticks_ms() - p->ping > 500; }
int pongLateAgain(struct mono *p) { return ticks_ms() - p->pong > 500; }
int voteLateAgain(struct mono *p) { return ticks_ms() - p->vote > 500; }
int linkLateAgain(struct mono *p) { return ticks_ms() - p->link > 500; }
