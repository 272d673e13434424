// RUN: %tocsin %s
// A moment that is compared with now as it stands was set as the end of the
// thing; with a limit added, it is an age.
#include <pthread.h>
#include <stdlib.h>
#include <time.h>

struct pause {
  struct pause *next;
  time_t till;
};
static struct pause *pauses;
static pthread_mutex_t mu;

struct pause *first_pause(void) {
  pthread_mutex_lock(&mu);
  struct pause *p = pauses;
  pthread_mutex_unlock(&mu);
  return p;
}

void end_pauses(void) {
  pthread_mutex_lock(&mu);
  time_t now = time(NULL);
  for (struct pause **at = &pauses, *p; (p = *at);) {
    if (p->till >= now) {
      at = &p->next;
      continue;
    }
    *at = p->next;
    free(p);
  }
  pthread_mutex_unlock(&mu);
}

void end_pauses_by_age(void) {
  pthread_mutex_lock(&mu);
  time_t now = time(NULL);
  for (struct pause **at = &pauses, *p; (p = *at);) {
    if (now - p->till < 60) {
      at = &p->next;
      continue;
    }
    *at = p->next;
    free(p); // EXPECT: timestamp-cleanup
  }
  pthread_mutex_unlock(&mu);
}
