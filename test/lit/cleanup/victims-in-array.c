// RUN: %tocsin %s
// Numbers of victims are put into an array under the lock; what they lead to
// later may have come into use.
#include <pthread.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

struct port {
  struct port *next;
  int id, fd, users;
  time_t last_report;
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct port *ports;
static struct port *slots[64];

static time_t seconds(void) {
  struct timespec ts;
  clock_gettime(CLOCK_MONOTONIC, &ts);
  return ts.tv_sec;
}

static struct port *take(int id) {
  for (struct port **p = &ports, *x; (x = *p); p = &x->next)
    if (x->id == id) {
      *p = x->next;
      return x;
    }
  return NULL;
}

void use(struct port *x) {
  pthread_mutex_lock(&lock);
  x->users++;
  pthread_mutex_unlock(&lock);
}
void leave(struct port *x) {
  pthread_mutex_lock(&lock);
  x->users--;
  pthread_mutex_unlock(&lock);
}

void sweep(time_t quiet) {
  int ids[16], n = 0;
  time_t now = seconds();
  pthread_mutex_lock(&lock);
  for (struct port *x = ports; x && n < 16; x = x->next)
    if (x->users == 0 && now - x->last_report > quiet)
      ids[n++] = x->id;
  pthread_mutex_unlock(&lock);
  for (int i = 0; i < n; i++) {
    pthread_mutex_lock(&lock);
    struct port *x = take(ids[i]);
    pthread_mutex_unlock(&lock);
    if (x)
      close(x->fd); // EXPECT: timestamp-cleanup
  }
}

void sweepAgain(time_t quiet) {
  int at[16], n = 0;
  time_t now = seconds();
  pthread_mutex_lock(&lock);
  for (int i = 0; i < 64 && n < 16; i++)
    if (slots[i] && slots[i]->users == 0 &&
        now - slots[i]->last_report > quiet)
      at[n++] = i;
  pthread_mutex_unlock(&lock);
  for (int i = 0; i < n; i++) {
    pthread_mutex_lock(&lock);
    struct port *x = slots[at[i]];
    if (x && x->users == 0) {
      slots[at[i]] = NULL;
      close(x->fd);
    }
    pthread_mutex_unlock(&lock);
  }
}

void sweepTaken(time_t quiet) {
  struct port *out[16];
  int n = 0;
  time_t now = seconds();
  pthread_mutex_lock(&lock);
  for (int i = 0; i < 64 && n < 16; i++)
    if (slots[i] && slots[i]->users == 0 &&
        now - slots[i]->last_report > quiet) {
      out[n++] = slots[i];
      slots[i] = NULL;
    }
  pthread_mutex_unlock(&lock);
  for (int i = 0; i < n; i++)
    close(out[i]->fd);
}
