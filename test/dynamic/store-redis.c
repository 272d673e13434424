// FLAGS: -lhiredis
#include "../lit/version/store-redis.c"
#include "stress.h"
#include <unistd.h>

// A server of one's own on loopback, and two connections.
#define PORT 16379
static redisContext *Con[2];

static void leave(void) {
  redisReply *R = redisCommand(Con[0], "SHUTDOWN NOSAVE");
  if (R)
    freeReplyObject(R);
}

static void fresh(void) {
  if (!Con[0]) {
    if (system("redis-server --bind 127.0.0.1 --port 16379 --save '' "
               "--appendonly no --daemonize yes >/dev/null"))
      exit(2);
    for (int I = 0; I < 2; ++I)
      for (int Wait = 0; Wait < 100; ++Wait) {
        Con[I] = redisConnect("127.0.0.1", PORT);
        if (Con[I] && !Con[I]->err)
          break;
        redisFree(Con[I]);
        usleep(50000);
      }
    atexit(leave);
  }
  fine(redisCommand(Con[0], "DEL counter"), REDIS_REPLY_INTEGER);
}

static int wrong(long N) { return number(Con[0], "counter") != 2 * N; }

static void stepGuilty(int T) {
  while (guilty(Con[T]))
    ;
}
static void stepUnasked(int T) {
  while (unasked(Con[T]))
    ;
}
static void stepInOneStep(int T) {
  while (inOneStep(Con[T]))
    ;
}
static void stepWatched(int T) {
  while (watched(Con[T]))
    ;
}

static const struct Proof Proofs[] = {
    {"guilty", LOSES, 200, 200, fresh, stepGuilty, wrong},
    {"unasked", LOSES, 200, 200, fresh, stepUnasked, wrong},
    {"inOneStep", KEEPS, 10, 200, fresh, stepInOneStep, wrong},
    {"watched", KEEPS, 10, 200, fresh, stepWatched, wrong},
};
PROVE(Proofs)
