// RUN: %tocsin %s
// Several threads find a flag clear, set it, and go on.

#include <pthread.h>
#include <stdio.h>

enum phase { IDLE, RUNNING };

struct pump {
  pthread_mutex_t mu;
  enum phase phase, next, kept;
  int broken;
};

static int claim(struct pump *p) {
  pthread_mutex_lock(&p->mu);
  int idle = p->phase == IDLE;
  pthread_mutex_unlock(&p->mu);
  if (idle) {
    pthread_mutex_lock(&p->mu);
    p->phase = RUNNING; // EXPECT: check-then-act
    pthread_mutex_unlock(&p->mu);
  }
  return idle;
}

static int corrected(struct pump *p) {
  int got = 0;
  pthread_mutex_lock(&p->mu);
  if (p->kept == IDLE) {
    p->kept = RUNNING;
    got = 1;
  }
  pthread_mutex_unlock(&p->mu);
  return got;
}

static void unlocked(struct pump *p) {
  if (p->next == IDLE) {
    p->next = RUNNING; // EXPECT: check-then-act
    puts("pumping");
    p->next = IDLE;
  }
}

// Has a reason of its own to set it, once or twice.
static void failing(struct pump *p, int error) {
  if (p->broken)
    return;
  puts("checked");
  if (error)
    p->broken = 1;
}

static int ready;
static int table[4];

static int first(void) {
  if (!ready) {
    table[0] = 7;
    ready = 1; // EXPECT: check-then-act
  }
  return table[0];
}

static void *work(void *arg) {
  struct pump *p = arg;
  printf("%d %d", claim(p), corrected(p));
  unlocked(p);
  failing(p, arg == NULL);
  return first() ? p : NULL;
}

int main(void) {
  static struct pump p = {PTHREAD_MUTEX_INITIALIZER};
  pthread_t t[3];
  for (int i = 0; i < 3; i++)
    pthread_create(&t[i], NULL, work, &p);
  for (int i = 0; i < 3; i++)
    pthread_join(t[i], NULL);
  return 0;
}
